//! The commands of `docs/crm.md`, run as they are written against stand-ins of the
//! CRMs that check each request. Only the address is another one.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};

use crate::support::{Run, finish, folder, run_in};

/// One request as a server reads it.
#[derive(Debug)]
struct Request {
    line: String,
    headers: Vec<(String, String)>,
    body: Value,
}

impl Request {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    fn read(stream: &TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let mut next = || {
            let mut line = String::new();
            reader.read_line(&mut line).expect("the request is text");
            line.trim_end().to_owned()
        };
        let line = next();
        let mut headers = Vec::new();
        loop {
            let header = next();
            let Some((name, value)) = header.split_once(':') else { break };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut request = Request { line, headers, body: Value::Null };
        let length = request.header("content-length").parse().expect("a request has a length");
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the request is as long as it says");
        request.body = serde_json::from_slice(&body).expect("the body is JSON");
        request
    }
}

/// A stand-in: answers each request by a function of it, until the test is over.
/// Gives its address, and the requests that it answered.
fn stand_in(
    mut answer: impl FnMut(&Request) -> (u16, Value) + Send + 'static,
) -> (String, mpsc::Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback can be listened to");
    let address = listener.local_addr().expect("it listens");
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("loopback holds");
            let request = Request::read(&stream);
            let (code, body) = answer(&request);
            let body = body.to_string();
            let head = format!(
                "HTTP/1.1 {code} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
                 connection: close\r\n\r\n",
                body.len()
            );
            // Before the answer: whoever has that knows that the request was noted.
            if sender.send(request).is_err() {
                return;
            }
            stream.write_all((head + &body).as_bytes()).expect("the other end reads");
        }
    });
    (format!("http://{address}"), requests)
}

/// The commands of the page that have this in them, with another address.
fn commands(address: &str, stand_in: &str) -> String {
    let page = include_str!("../../../docs/crm.md");
    let mut blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains(address));
    block.expect("the page has such commands").replace(address, stand_in)
}

/// Runs commands in a folder with a saved result, if the machine has the tools;
/// without them the test says so and passes.
fn run_commands(commands: &str, folder: &Path) -> Option<Run> {
    for tool in ["curl", "jq"] {
        if Command::new(tool).arg("--version").output().is_err() {
            eprintln!(
                "left out: {tool} is not installed, so the commands of docs/crm.md are not run"
            );
            return None;
        }
    }
    let program = Path::new(env!("CARGO_BIN_EXE_salesmodel"));
    let mut paths = vec![program.parent().expect("it is in a folder").to_owned()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let args = ["--leads=both", "--revenue=95%", "--sellers=every-deal", "--contacts=everyone"];
    let saved = run_in(folder, &[&args[..], &["-s", "acme.json"]].concat());
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    let mut shell = Command::new("/bin/sh");
    shell
        .current_dir(folder)
        .args(["-c", commands])
        .env("PATH", std::env::join_paths(paths).expect("no path has a colon"))
        .env("HUBSPOT_TOKEN", "hub-token")
        .env("PIPEDRIVE_TOKEN", "pipe-token");
    Some(finish(&mut shell, ""))
}

#[test]
fn hubspot_gets_one_pipeline() {
    let schema = super::hubspot::schema();
    let (address, requests) = stand_in(move |request| match &request.body {
        body if schema.is_valid(body) => (201, json!({"id": "7"})),
        body => (400, json!({"message": schema.validate(body).err().map(|e| e.to_string())})),
    });
    let folder = folder();
    let commands = commands("https://api.hubapi.com", &address);
    let Some(done) = run_commands(&commands, folder.path()) else { return };
    assert_eq!((done.code, done.stdout.as_str()), (0, "{\"id\":\"7\"}"), "{}", done.stderr);
    let request = requests.recv().expect("it was asked");
    assert_eq!(request.line, "POST /crm/v3/pipelines/deals HTTP/1.1");
    assert_eq!(request.header("authorization"), "Bearer hub-token");
    assert_eq!(request.header("content-type"), "application/json");
    assert!(requests.try_recv().is_err(), "one request");
}

/// A stand-in of Pipedrive, which refuses after so many requests.
fn pipedrive(refuses_after: usize) -> (String, mpsc::Receiver<Request>) {
    let (pipeline, stage) = (super::pipedrive::pipeline_schema(), super::pipedrive::stage_schema());
    let mut pipelines = Vec::new();
    let mut asked = 0;
    stand_in(move |request| {
        asked += 1;
        let body = &request.body;
        let valid = request.header("x-api-token") == "pipe-token"
            && request.header("content-type") == "application/json"
            && asked <= refuses_after
            && match request.line.as_str() {
                "POST /api/v2/pipelines HTTP/1.1" => pipeline.is_valid(body),
                // A stage comes behind its pipeline, and is for one that there is.
                "POST /api/v2/stages HTTP/1.1" => {
                    stage.is_valid(body)
                        && pipelines.last() == body["pipeline_id"].as_u64().as_ref()
                }
                _ => false,
            };
        if !valid {
            return (400, json!({"success": false, "error": format!("{request:?}")}));
        }
        // Ids of several digits, which differ between pipelines and stages.
        let id = 1000 + asked as u64;
        if request.line.contains("pipelines") {
            pipelines.push(id);
        }
        (201, json!({"success": true, "data": {"id": id, "name": body["name"]}}))
    })
}

#[test]
fn pipedrive_gets_each_pipeline_and_then_its_stages() {
    let (address, requests) = pipedrive(usize::MAX);
    let folder = folder();
    let commands = commands("https://mycompany.pipedrive.com", &address);
    let Some(done) = run_commands(&commands, folder.path()) else { return };
    assert_eq!(done.code, 0, "{}\n{}", done.stdout, done.stderr);
    let names = requests.try_iter().map(|request| request.body["name"].to_string());
    let names = names.collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(names, @r#"
    "New business"
    "Identify target account"
    "Research"
    "List stakeholders"
    "Plan first strategy"
    "Contact first stakeholders"
    "Pitch first stakeholders"
    "Present"
    "Propose"
    "Negotiate"
    "Existing customers"
    "First check-in"
    "Upsell"
    "Propose"
    "Negotiate"
    "#);
}

/// A refused request ends the commands with a code: no stage is put into a
/// pipeline that is not there, and none behind one that is missing.
#[test]
fn nothing_is_posted_behind_a_refused_request() {
    for refuses_after in [0, 3] {
        let (address, requests) = pipedrive(refuses_after);
        let folder = folder();
        let commands = commands("https://mycompany.pipedrive.com", &address);
        let Some(done) = run_commands(&commands, folder.path()) else { return };
        assert_ne!(done.code, 0, "{}", done.stderr);
        assert_eq!(requests.try_iter().count(), refuses_after + 1);
    }
}
