//! The page at `/`: what there is to be asked.

use maud::{DOCTYPE, html};

use super::Service;
use crate::locale::{Lang, Text};

/// The page.
pub(super) fn page(service: &Service) -> String {
    let lang = service.lang;
    let config = service.config();
    let tag = match lang {
        Lang::En => "en",
        Lang::ZhCn => "zh-CN",
    };
    html! {
        (DOCTYPE)
        html lang=(tag) {
            head {
                meta charset="utf-8";
                title { "smtp-doctor" }
            }
            body {
                h1 { "smtp-doctor " (env!("CARGO_PKG_VERSION")) }
                p { (ABOUT.in_lang(lang)) }
                form action="/probe" {
                    label { (TARGET.in_lang(lang)) " " input name="target" placeholder="smtp.example.com:465"; }
                    " "
                    label {
                        (MODULE.in_lang(lang)) " "
                        select name="module" {
                            @for name in config.modules.keys() { option { (name) } }
                        }
                    }
                    " "
                    button { (GO.in_lang(lang)) }
                }
                ul {
                    li { a href="/metrics" { "/metrics" } }
                    li { a href="/-/healthy" { "/-/healthy" } }
                }
            }
        }
    }
    .into_string()
}

static ABOUT: Text = Text {
    en: "Examines mail servers on request, and answers with metrics for Prometheus.",
    zh_cn: "按请求检查邮件服务器，并返回 Prometheus 指标。",
};
static TARGET: Text = Text { en: "Target", zh_cn: "目标" };
static MODULE: Text = Text { en: "Module", zh_cn: "模块" };
static GO: Text = Text { en: "Probe", zh_cn: "检查" };
