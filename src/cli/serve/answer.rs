//! A request and its answer.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT, ALLOW, CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::counts::Form;
use super::module::DEFAULT;
use super::probe::{Refusal, Wish, probe};
use super::{Service, page};
use crate::escape::visible_within;
use crate::locale::{Text, fill};

/// The most characters of a value that an answer quotes.
const QUOTED: usize = 120;
/// The header by which Prometheus tells how long it waits.
const SCRAPE_TIMEOUT: &str = "x-prometheus-scrape-timeout-seconds";

/// The body of an answer.
pub(super) type Body = Full<Bytes>;

/// Answers a request.
pub(super) async fn answer(
    service: Arc<Service>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, ONLY_GET.in_lang(service.lang).to_owned());
        answer.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
        return Ok(answer);
    }
    let form = Form::accepted(header(request.headers(), ACCEPT.as_str()));
    Ok(match request.uri().path() {
        "/probe" => match wish(request.uri().query().unwrap_or_default(), request.headers()) {
            Ok(wish) => probed(&service, wish, form).await,
            Err(refusal) => refused(&service, &refusal),
        },
        "/metrics" => metrics(form, service.counts.render(service.under_way(), form)),
        "/-/healthy" => text(StatusCode::OK, "smtp-doctor\n".to_owned()),
        "/" => whole(StatusCode::OK, "text/html; charset=utf-8", page::page(&service)),
        _ => text(StatusCode::NOT_FOUND, NOWHERE.in_lang(service.lang).to_owned()),
    })
}

async fn probed(service: &Arc<Service>, wish: Wish, form: Form) -> Response<Body> {
    match probe(service, wish).await {
        Ok(text) => metrics(form, text),
        Err(refusal) => refused(service, &refusal),
    }
}

/// What the query asks for.
fn wish(query: &str, headers: &HeaderMap) -> Result<Wish, Refusal> {
    let mut wish = Wish { target: String::new(), module: DEFAULT.to_owned(), patience: None };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name {
            "target" => wish.target = decoded(value)?,
            "module" => wish.module = decoded(value)?,
            "user" | "username" | "password" | "pass" | "token" => return Err(Refusal::Credentials),
            _ => {}
        }
    }
    if wish.target.is_empty() {
        return Err(Refusal::NoTarget);
    }
    // A mail address names no server, and a URL with a user may hold a password.
    if wish.target.contains('@') {
        return Err(Refusal::Credentials);
    }
    wish.patience = header(headers, SCRAPE_TIMEOUT).parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    Ok(wish)
}

fn decoded(value: &str) -> Result<String, Refusal> {
    let spaced = value.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map(Into::into).map_err(|_| Refusal::NoTarget)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn refused(service: &Service, refusal: &Refusal) -> Response<Body> {
    service.counts.refused(refusal.reason());
    let lang = service.lang;
    let quoted = |value: &str| visible_within(value, QUOTED);
    let (status, sentence, value): (_, &Text, &str) = match refusal {
        Refusal::NoTarget => (StatusCode::BAD_REQUEST, &NO_TARGET, ""),
        Refusal::Credentials => (StatusCode::BAD_REQUEST, &CREDENTIALS, ""),
        Refusal::NoModule(name) => (StatusCode::BAD_REQUEST, &NO_MODULE, name),
        Refusal::BadTarget(error) => {
            return text(StatusCode::BAD_REQUEST, error.render(lang));
        }
        Refusal::NotAllowed(target) => (StatusCode::FORBIDDEN, &NOT_ALLOWED, target),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, &BUSY, ""),
        Refusal::Unable(error) => {
            return text(StatusCode::INTERNAL_SERVER_ERROR, error.render(lang));
        }
        Refusal::Ended => (StatusCode::SERVICE_UNAVAILABLE, &ENDED, ""),
    };
    text(status, fill(sentence.in_lang(lang), &[("value", quoted(value))]))
}

fn metrics(form: Form, body: String) -> Response<Body> {
    whole(StatusCode::OK, form.media_type(), body)
}

fn text(status: StatusCode, body: String) -> Response<Body> {
    whole(status, "text/plain; charset=utf-8", body)
}

fn whole(status: StatusCode, media_type: &'static str, body: String) -> Response<Body> {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(media_type));
    answer
}

static ONLY_GET: Text =
    Text { en: "Only GET and HEAD are answered.\n", zh_cn: "只回答 GET 和 HEAD 请求。\n" };
static NOWHERE: Text = Text {
    en: "There is nothing here. There are /probe, /metrics, /-/healthy and /.\n",
    zh_cn: "没有这个路径。可用的路径有 /probe、/metrics、/-/healthy 和 /。\n",
};
static NO_TARGET: Text = Text {
    en: "The parameter target is missing: /probe?target=smtp.example.com:465\n",
    zh_cn: "缺少参数 target：/probe?target=smtp.example.com:465\n",
};
static CREDENTIALS: Text = Text {
    en: "The target of a probe is HOST:PORT: no mail address, user or password stands in its URL. A module names the user and the place of the password; see --config.\n",
    zh_cn: "检查的目标写作 主机:端口，URL 中不能有邮箱地址、用户名或密码。用户名和密码的出处由模块指定，见 --config。\n",
};
static NO_MODULE: Text =
    Text { en: "There is no module “{value}”.\n", zh_cn: "没有“{value}”这个模块。\n" };
static NOT_ALLOWED: Text = Text {
    en: "“{value}” is not among the targets that may be probed.\n",
    zh_cn: "“{value}”不在允许检查的目标之列。\n",
};
static BUSY: Text = Text {
    en: "As many probes are under way as may be; --concurrency sets how many.\n",
    zh_cn: "正在进行的检查已达上限；上限由 --concurrency 设定。\n",
};
static ENDED: Text = Text { en: "The service is ending.\n", zh_cn: "服务正在停止。\n" };
