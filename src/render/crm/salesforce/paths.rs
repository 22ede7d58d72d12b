//! Where the files of a project are.

/// Where the metadata of a project is.
macro_rules! metadata {
    ($path:literal) => {
        concat!("force-app/main/default/", $path)
    };
}

/// The file that makes a folder a project.
pub(super) const PROJECT: &str = "sfdx-project.json";

/// The file of the stages of all opportunities.
pub(super) const SET: &str =
    metadata!("standardValueSets/OpportunityStage.standardValueSet-meta.xml");

/// The folder of the processes, and how the name of each file there ends.
pub(super) const PROCESSES: &str = metadata!("objects/Opportunity/businessProcesses");
pub(super) const PROCESS_END: &str = ".businessProcess-meta.xml";

/// The folder of metadata in a project.
pub(super) const PACKAGE: &str = "force-app";

/// The folders of the record types and of the permissions to use them.
pub(super) const RECORD_TYPES: &str = metadata!("objects/Opportunity/recordTypes");
pub(super) const PERMISSIONS: &str = metadata!("permissionsets");
