//! The model as bytes, to be sent to whoever simulates a part of it.

use sha2::{Digest, Sha256};

use super::LossModel;
use crate::error::{Error, ErrorCode, Result};

/// The first line. The second is the SHA-256 of what follows it, and that is JSON.
const FORMAT: &[u8] = b"isms-loss-model/1\n";
const CHECKSUM: usize = 64;

impl LossModel {
    /// The model as bytes with version and checksum.
    pub fn to_bytes(&self) -> Vec<u8> {
        let json = self.json();
        let mut bytes = FORMAT.to_vec();
        bytes.extend(hex(&Sha256::digest(&json)));
        bytes.push(b'\n');
        bytes.extend(json);
        bytes
    }

    /// Reads what [`LossModel::to_bytes`] wrote, and checks it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let other = "give the bytes that the model was written to, by this version of the library";
        let not_a_model = || Error::new(ErrorCode::Format, "", "the bytes are not a loss model", other);
        let rest = bytes.strip_prefix(FORMAT).ok_or_else(not_a_model)?;
        let (checksum, json) = rest.split_at_checked(CHECKSUM).ok_or_else(not_a_model)?;
        let json = json.strip_prefix(b"\n").ok_or_else(not_a_model)?;
        if hex(&Sha256::digest(json)) != checksum {
            return Err(Error::new(ErrorCode::Integrity, "", "the bytes of the model were changed", other));
        }
        let model: Self = serde_json::from_slice(json)
            .map_err(|error| Error::new(ErrorCode::Format, "", format!("the model: {error}"), other))?;
        model.check()?;
        Ok(model)
    }

    /// What tells the model from others.
    pub(in crate::quant) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.json()).into()
    }

    /// As JSON: a structure of lists, numbers and texts is always written.
    fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}
