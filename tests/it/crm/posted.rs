//! The commands of `docs/crm.md`, run as they are written against stand-ins for the CRMs
//! that check each request. Only the address is different.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, mpsc};
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
        let Ok(length) = request.header("content-length").parse() else {
            assert!(request.line.starts_with("GET "), "no body: {}", request.line);
            return request;
        };
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the request is as long as it says");
        request.body = serde_json::from_slice(&body).expect("the body is JSON");
        request
    }
}

/// A stand-in that answers each request by a function, until the test is over. Gives its
/// address, and the requests that it answered.
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
            // Sent before the answer, so that a client with the answer can rely on the
            // request having been noted.
            if sender.send(request).is_err() {
                return;
            }
            stream.write_all((head + &body).as_bytes()).expect("the other end reads");
        }
    });
    (format!("http://{address}"), requests)
}

/// The commands of the page that contain this text, with another address.
fn commands(address: &str, stand_in: &str) -> String {
    let page = include_str!("../../../docs/crm.md");
    let mut blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains(address));
    block.expect("the page has such commands").replace(address, stand_in)
}

/// Runs commands in a folder with a saved result, if the machine has the tools;
/// without them the test says so and passes.
fn run_commands(shell: &str, commands: &str, folder: &Path) -> Option<Run> {
    for tool in ["curl", "jq", shell] {
        if Command::new(tool).arg("-c").output().is_err() {
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
    let mut shell = Command::new(shell);
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
    let Some(done) = run_commands("sh", &commands, folder.path()) else { return };
    assert_eq!((done.code, done.stdout.as_str()), (0, "{\"id\":\"7\"}"), "{}", done.stderr);
    let request = requests.recv().expect("it was asked");
    assert_eq!(request.line, "POST /crm/v3/pipelines/deals HTTP/1.1");
    assert_eq!(request.header("authorization"), "Bearer hub-token");
    assert_eq!(request.header("content-type"), "application/json");
    assert!(requests.try_recv().is_err(), "one request");
}

/// What a stand-in for Pipedrive holds: pipelines and their stages, in the order in which
/// they were made.
#[derive(Clone, Debug, Default, PartialEq)]
struct Account {
    pipelines: Vec<(u64, String)>,
    stages: Vec<(u64, String)>,
    /// How many requests that make something were answered.
    made: usize,
}

impl Account {
    /// Each pipeline with the names of its stages.
    fn shown(&self) -> Vec<(&str, Vec<&str>)> {
        let stages = |id: u64| {
            let stages = self.stages.iter().filter(move |(pipeline, _)| *pipeline == id);
            stages.map(|(_, name)| name.as_str()).collect()
        };
        self.pipelines.iter().map(|(id, name)| (name.as_str(), stages(*id))).collect()
    }
}

/// A stand-in for Pipedrive, which refuses to make more than this many things.
fn pipedrive(account: &Arc<Mutex<Account>>, refuses_after: usize) -> String {
    let (pipeline, stage) = (super::pipedrive::pipeline_schema(), super::pipedrive::stage_schema());
    let account = Arc::clone(account);
    let (address, requests) = stand_in(move |request| {
        let mut account = account.lock().expect("no other thread panics");
        let body = &request.body;
        let refused = (402, json!({"success": false, "error": "Too many \"pipelines\""}));
        let known = request.header("x-api-token") == "pipe-token"
            && request.header("content-type") == "application/json";
        let list = |rows: &mut dyn Iterator<Item = &(u64, String)>| {
            let rows = rows.map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>();
            (200, json!({"success": true, "data": rows, "additional_data": {"next_cursor": null}}))
        };
        let name = || body["name"].as_str().expect("it has a name").to_owned();
        // Ids of several digits, which differ between pipelines and stages.
        let id = 1000 + account.made as u64;
        let target = request.line.strip_suffix(" HTTP/1.1").expect("it is HTTP");
        match target.strip_prefix("GET ") {
            _ if !known => return (401, json!({"error": format!("{request:?}")})),
            Some("/api/v2/pipelines?limit=500") => return list(&mut account.pipelines.iter()),
            Some(target) => {
                let of =
                    target.strip_prefix("/api/v2/stages?limit=500&sort_by=order_nr&pipeline_id=");
                let of: u64 = of.expect("it asks for stages").parse().expect("of a pipeline");
                return list(&mut account.stages.iter().filter(|(pipeline, _)| *pipeline == of));
            }
            None if account.made >= refuses_after => return refused,
            None => {}
        }
        match target {
            "POST /api/v2/pipelines" if pipeline.is_valid(body) => {
                account.pipelines.push((id, name()));
            }
            // A stage comes after its pipeline, and is for one that there is.
            "POST /api/v2/stages" if stage.is_valid(body) => {
                let of = body["pipeline_id"].as_u64().expect("the schema has seen it");
                assert!(account.pipelines.iter().any(|(id, _)| *id == of), "{body}");
                account.stages.push((of, name()));
            }
            _ => return (400, json!({"error": format!("{request:?}")})),
        }
        account.made += 1;
        (201, json!({"success": true, "data": {"id": id, "name": body["name"]}}))
    });
    // Nobody reads the requests; they are kept as long as the test runs.
    std::mem::forget(requests);
    address
}

/// The shells that people use, and the one that scripts use.
const SHELLS: [&str; 3] = ["bash", "zsh", "sh"];

/// Loads the pipelines as the page says, into an account that refuses to make more than
/// this many things. The last line shows that the shell goes on, and with which code the
/// script ended.
fn load(shell: &str, account: &Arc<Mutex<Account>>, refuses_after: usize) -> Option<Run> {
    let folder = folder();
    let commands = commands("https://mycompany.pipedrive.com", &pipedrive(account, refuses_after));
    let commands = format!("{commands}\necho \"ended with $?\"\n");
    run_commands(shell, &commands, folder.path())
}

#[test]
fn pipedrive_gets_each_pipeline_and_then_its_stages() {
    for shell in SHELLS {
        let account = Arc::default();
        let Some(done) = load(shell, &account, usize::MAX) else { continue };
        insta::allow_duplicates! {
            insta::assert_snapshot!(done.stdout, @r#"
            Made the pipeline "New business", with the id 1000.
            Made the stage "Identify target account".
            Made the stage "Research".
            Made the stage "List stakeholders".
            Made the stage "Plan first strategy".
            Made the stage "Contact first stakeholders".
            Made the stage "Pitch first stakeholders".
            Made the stage "Present".
            Made the stage "Propose".
            Made the stage "Negotiate".
            Made the pipeline "Existing customers", with the id 1010.
            Made the stage "First check-in".
            Made the stage "Upsell".
            Made the stage "Propose".
            Made the stage "Negotiate".
            ended with 0
            "#);
        }
        let account = account.lock().expect("no other thread panics").clone();
        let made: Vec<(&str, usize)> =
            account.shown().iter().map(|(name, stages)| (*name, stages.len())).collect();
        assert_eq!(made, [("New business", 9), ("Existing customers", 4)]);
        // When it is run once more, nothing is made.
        let account = Arc::new(Mutex::new(account.clone()));
        let before = account.lock().expect("no other thread panics").clone();
        let again = load(shell, &account, 0).expect("the tools were there");
        assert!(again.stdout.ends_with("ended with 0\n"), "{}{}", again.stdout, again.stderr);
        assert_eq!(again.stdout.matches("There is a pipeline").count(), 2);
        assert_eq!(*account.lock().expect("no other thread panics"), before);
    }
}

/// After a failure, wherever it happens, the script says what it made and shows the
/// refusal. Loading again completes the account. The script never ends the shell.
#[test]
fn loading_again_goes_on_where_it_stopped() {
    let whole = Arc::default();
    let Some(done) = load("sh", &whole, usize::MAX) else { return };
    assert!(done.stdout.ends_with("ended with 0\n"), "{}{}", done.stdout, done.stderr);
    let whole = whole.lock().expect("no other thread panics").clone();
    // At a pipeline, right after one, and at a stage of the first and of the second.
    for (shell, refuses_after) in [("sh", 0), ("zsh", 1), ("bash", 3), ("sh", 10), ("zsh", 12)] {
        let account = Arc::default();
        let Some(failed) = load(shell, &account, refuses_after) else { continue };
        let said = (failed.stdout.as_str(), failed.stderr.as_str());
        assert!(said.0.ends_with("ended with 1\n"), "{shell}, {refuses_after}: {said:?}");
        assert_eq!(said.0.matches("Made ").count(), refuses_after, "{said:?}");
        assert!(said.1.contains(r#""error":"Too many \"pipelines\"""#), "{said:?}");
        let again = load(shell, &account, usize::MAX).expect("the tools were there");
        assert!(again.stdout.ends_with("ended with 0\n"), "{}{}", again.stdout, again.stderr);
        let account = account.lock().expect("no other thread panics");
        assert_eq!(account.shown(), whole.shown(), "{shell}, {refuses_after}");
        assert_eq!(account.made, whole.made);
    }
}

/// Somebody else's pipeline with the same name stays as it is.
#[test]
fn a_pipeline_with_other_stages_is_left_alone() {
    for shell in SHELLS {
        let other = Account {
            pipelines: vec![(5, "New business".to_owned())],
            stages: vec![(5, "Idea".to_owned())],
            made: 0,
        };
        let account = Arc::new(Mutex::new(other.clone()));
        let Some(done) = load(shell, &account, usize::MAX) else { continue };
        assert!(done.stdout.ends_with("ended with 1\n"), "{}{}", done.stdout, done.stderr);
        assert!(done.stderr.contains("It has other stages"), "{}", done.stderr);
        assert_eq!(*account.lock().expect("no other thread panics"), other);
    }
}
