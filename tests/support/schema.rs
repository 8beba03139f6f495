//! The JSON report held against its schema.

/// The schema of the JSON report.
pub(crate) fn schema() -> jsonschema::Validator {
    let schema = serde_json::from_str(include_str!("../../schema/report-v1.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// What is wrong with a JSON report.
pub(crate) fn faults_of(json: &str, schema: &jsonschema::Validator) -> Vec<String> {
    match serde_json::from_str(json) {
        Ok(value) => schema.iter_errors(&value).map(|error| error.to_string()).collect(),
        Err(error) => vec![format!("{error}: {json}")],
    }
}
