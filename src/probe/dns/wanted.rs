//! What is to be resolved.

use crate::plan::{Family, Plan, Resolution, Route, Target};

/// A name, and for which ports its addresses are wanted.
#[derive(Clone, Copy, Debug)]
pub(in crate::probe) struct Wanted<'a> {
    pub(in crate::probe) target: &'a Target,
    pub(in crate::probe) routes: &'a [Route],
    pub(in crate::probe) family: Family,
    pub(in crate::probe) resolution: &'a Resolution,
    pub(in crate::probe) proxied: Proxied,
}

/// Whether a proxy looks names up in our place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::probe) enum Proxied {
    /// No: they are looked up here.
    No,
    /// Yes: nobody here is asked.
    Yes,
}

impl Proxied {
    /// Whether the proxy of a plan does.
    pub(in crate::probe) fn of(plan: &Plan) -> Self {
        match &plan.proxy {
            Some(proxy) if proxy.record.kind.resolves() => Self::Yes,
            _ => Self::No,
        }
    }
}

impl<'a> Wanted<'a> {
    /// The host of a plan.
    pub(in crate::probe) fn of(plan: &'a Plan) -> Self {
        Self {
            target: &plan.target,
            routes: &plan.routes,
            family: plan.family,
            resolution: &plan.resolution,
            proxied: Proxied::of(plan),
        }
    }
}
