//! The modules: in TOML, a set of options under a name, and the targets that may be probed.
//!
//! A module's keys are the options of the command line, read by the same rules. Credentials come from a file or a
//! variable that a module names; a URL never holds any.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::allowed::Allowed;
use crate::cli::args::{Args, Given};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::option::{self, Opt};
use crate::cli::plan;
use crate::locale::{Lang, Text};
use crate::plan::Plan;
use crate::probe::{OwnRoots, Trust};
use crate::report::Strictness;

/// The most bytes of the file.
const MOST: u64 = 1024 * 1024;
/// The module that is meant where none is named.
pub(super) const DEFAULT: &str = "default";
/// By this target a module is tried when it is read.
const SAMPLE: &str = "smtp.example.com:465";

/// The options that a module may set.
const KNOWN: [&Opt; 26] = [
    &option::TLS,
    &option::HELO,
    &option::CA_FILE,
    &option::PIN,
    &option::FETCH_ISSUERS,
    &option::DNS_SERVER,
    &option::DNS_TRUST_ANCHOR,
    &option::RESOLVE,
    &option::PROXY,
    &option::COMPARE_WITH,
    &option::IPV4,
    &option::IPV6,
    &option::PASSWORD_ENV,
    &option::PASSWORD_FILE,
    &option::AUTH,
    &option::CERT,
    &option::KEY,
    &option::ALLOW_PLAINTEXT_AUTH,
    &option::FROM,
    &option::TO,
    &option::TIMEOUT,
    &option::DEADLINE,
    &option::RETRIES,
    &option::ONLY,
    &option::QUICK,
    &option::STRICT,
];

/// What the service is set to.
#[derive(Debug)]
pub(super) struct Config {
    /// The targets that may be probed.
    pub(super) allowed: Allowed,
    /// The modules by their names.
    pub(super) modules: BTreeMap<String, Module>,
}

/// A set of options.
#[derive(Debug)]
pub(super) struct Module {
    options: Options,
    user: Option<String>,
    /// What it trusts, read once.
    pub(super) trust: Trust,
    /// What warnings come to.
    pub(super) strictness: Strictness,
}

/// Options, of which nothing is shown: a value may name a password's place.
struct Options(Vec<Given>);

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Options")
    }
}

impl Config {
    /// Without a file: one module, without any option.
    pub(super) fn plain(own: &OwnRoots) -> Self {
        let mut config = Self { allowed: Allowed::Every, modules: BTreeMap::new() };
        config.add_default(&Trust::for_many(own, &[]));
        config
    }

    /// Reads the file.
    pub(super) fn read(path: &Path, env: &Env, lang: Lang) -> Result<Self, Error> {
        let file = path.display().to_string();
        // A value may stand for another file in its own sentences.
        let about = |error: Error| error.with("file", file.clone()).with("config", file.clone());
        let text = text(path).map_err(|error| about(Error::usage(&UNREADABLE)).with("reason", &error))?;
        let table: Table = toml::from_str(&text).map_err(|error| {
            let line =
                error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            about(Error::usage(&NO_TOML)).with("line", line.to_string()).with("reason", error.message())
        })?;
        Self::of(table, env, lang).map_err(about)
    }

    fn of(table: Table, env: &Env, lang: Lang) -> Result<Self, Error> {
        let own = env.own_roots();
        let trust = Trust::for_many(&own, &[]);
        let mut config = Self { allowed: Allowed::Every, modules: BTreeMap::new() };
        for (key, value) in table {
            match (key.as_str(), value) {
                ("targets", Value::Array(items)) => config.allowed = Allowed::read(&items)?,
                ("modules", Value::Table(modules)) => {
                    for (name, module) in modules {
                        let of_module = |error: Error| error.with("module", name.as_str());
                        let Value::Table(keys) = module else {
                            return Err(of_module(Error::usage(&NO_TABLE)));
                        };
                        let module = Module::of(keys, env, lang, &trust).map_err(of_module)?;
                        config.modules.insert(name, module);
                    }
                }
                _ => return Err(Error::usage(&UNKNOWN_KEY).with("key", key)),
            }
        }
        // Whoever can reach the service names the target: a password goes only where the file says.
        if config.allowed == Allowed::Every
            && let Some((name, _)) = config.modules.iter().find(|(_, module)| module.user.is_some())
        {
            return Err(Error::usage(&LOGS_IN_ANYWHERE).with("module", name.as_str()));
        }
        config.add_default(&trust);
        Ok(config)
    }

    fn add_default(&mut self, trust: &Trust) {
        self.modules.entry(DEFAULT.to_owned()).or_insert_with(|| Module {
            options: Options(Vec::new()),
            user: None,
            trust: trust.clone(),
            strictness: Strictness::default(),
        });
    }
}

impl Module {
    fn of(keys: Table, env: &Env, lang: Lang, trust: &Trust) -> Result<Self, Error> {
        let mut user = None;
        let mut given = Vec::new();
        for (key, value) in keys {
            if let ("user", Value::String(name)) = (key.as_str(), &value) {
                user = Some(name.clone());
                continue;
            }
            let option = key.replace('_', "-");
            let Some(opt) = KNOWN.into_iter().find(|opt| opt.long == option) else {
                let complaint = if key.starts_with("password") { &NO_PASSWORD_HERE } else { &UNKNOWN_OPTION };
                return Err(Error::usage(complaint).with("key", key));
            };
            let values = if let Value::Array(items) = value { items } else { vec![value] };
            for value in values {
                match value {
                    Value::Boolean(false) => {}
                    Value::Boolean(true) => given.push(Given::typed(opt, "1")),
                    Value::Integer(number) => given.push(Given::typed(opt, number.to_string())),
                    Value::String(text) => given.push(Given::typed(opt, text)),
                    _ => return Err(Error::usage(&NO_VALUE).with("key", key)),
                }
            }
        }
        Self::made(given, user, env, lang, trust)
    }

    fn made(
        given: Vec<Given>,
        user: Option<String>,
        env: &Env,
        lang: Lang,
        trust: &Trust,
    ) -> Result<Self, Error> {
        let here = |error: Error| error.at(&IN_MODULE);
        let args = Args::made(Vec::new(), given);
        let roots = plan::extra_roots(&args).map_err(here)?;
        let trust = if roots.is_empty() { trust.clone() } else { Trust::for_many(&env.own_roots(), &roots) };
        let strictness = match args.on(&option::STRICT).map_err(here)? {
            Some(_) => Strictness::WarningsFail,
            None => Strictness::WarningsPass,
        };
        let module = Self { options: Options(args.but(&[&option::CA_FILE])), user, trust, strictness };
        let password = [&option::PASSWORD_ENV, &option::PASSWORD_FILE, &option::CERT];
        if module.user.is_some() && !password.iter().any(|opt| args.one(opt).is_some()) {
            return Err(Error::usage(&NO_WAY));
        }
        // What is wrong with it is to be known before the first probe.
        module.plan(SAMPLE, lang, env).map_err(here)?;
        Ok(module)
    }

    /// The plan for a target.
    pub(super) fn plan(&self, target: &str, lang: Lang, env: &Env) -> Result<Plan, Error> {
        let words = vec![target.to_owned(), self.user.clone().unwrap_or_default()];
        let draft = plan::draft(&Args::made(words, self.options.0.clone()), lang)?;
        let mut plan = draft.plan;
        if let Some(login) = draft.login {
            plan.login = Some(login.complete(&plan.target.input, lang, env)?);
        }
        Ok(plan)
    }
}

fn text(path: &Path) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

static IN_MODULE: Text = Text {
    en: "--config: “{config}”, module “{module}”",
    zh_cn: "--config：“{config}”的模块“{module}”",
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}” cannot be read: {reason}.",
        zh_cn: "--config：无法读取“{file}”：{reason}。",
    },
    form: Text { en: "Name a file in TOML.", zh_cn: "请给出一个 TOML 文件。" },
};
static NO_TOML: Complaint = Complaint {
    what: Text {
        en: "--config: line {line} of “{file}” is not TOML: {reason}.",
        zh_cn: "--config：“{file}”第 {line} 行不是有效的 TOML：{reason}。",
    },
    form: Text {
        en: "For example:\ntargets = [\"smtp.example.com\", \"*.example.org\"]\n[modules.login]\nuser = \"me@example.com\"\npassword_file = \"/run/secrets/smtp\"",
        zh_cn: "例如：\ntargets = [\"smtp.example.com\", \"*.example.org\"]\n[modules.login]\nuser = \"me@example.com\"\npassword_file = \"/run/secrets/smtp\"",
    },
};
static UNKNOWN_KEY: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: “{key}” is not known here, or has a value of another kind.",
        zh_cn: "--config：“{file}”：此处没有“{key}”，或它的值类型不对。",
    },
    form: Text {
        en: "Known are targets = [\"HOST\", …] and tables [modules.NAME].",
        zh_cn: "可用的是 targets = [\"主机\", …] 和 [modules.名称]。",
    },
};
static NO_TABLE: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: the module “{module}” is not a table.",
        zh_cn: "--config：“{file}”：模块“{module}”不是一个表。",
    },
    form: Text { en: "The form is: [modules.{module}]", zh_cn: "格式为：[modules.{module}]" },
};
static UNKNOWN_OPTION: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: the module “{module}” has “{key}”, which no module has.",
        zh_cn: "--config：“{file}”：模块“{module}”中有“{key}”，模块没有这个设置。",
    },
    form: Text {
        en: "A module has user, and options of the command line such as tls, timeout, ca_file, password_file, from, to, only and quick.",
        zh_cn: "模块可以有 user，以及命令行的选项，例如 tls、timeout、ca_file、password_file、from、to、only、quick。",
    },
};
static NO_PASSWORD_HERE: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: the module “{module}” has “{key}”, but no password stands in this file.",
        zh_cn: "--config：“{file}”：模块“{module}”中有“{key}”，但密码不能写在这个文件里。",
    },
    form: Text {
        en: "Write password_file = \"FILE\" or password_env = \"VARIABLE\".",
        zh_cn: "请写 password_file = \"文件\" 或 password_env = \"变量\"。",
    },
};
static NO_VALUE: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: “{key}” of the module “{module}” is neither text nor a whole number, true or false.",
        zh_cn: "--config：“{file}”：模块“{module}”的“{key}”不是文字、整数、true 或 false。",
    },
    form: Text { en: "Write it as on the command line.", zh_cn: "请按命令行上的写法填写。" },
};
static NO_WAY: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: the module “{module}” names a user, but no password.",
        zh_cn: "--config：“{file}”：模块“{module}”写了用户名，却没有密码。",
    },
    form: NO_PASSWORD_HERE.form,
};
static LOGS_IN_ANYWHERE: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: the module “{module}” logs in, and nothing says where: whoever asks for a probe could have the password sent to a server of their own.",
        zh_cn: "--config：“{file}”：模块“{module}”会登录，却没有限定服务器：请求检查的人可以让密码发往他自己的服务器。",
    },
    form: Text {
        en: "Name the servers at the head of the file: targets = [\"smtp.example.com\", \"*.example.org\"]",
        zh_cn: "请在文件开头写出服务器：targets = [\"smtp.example.com\", \"*.example.org\"]",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("modules.toml");
        std::fs::write(&path, text).unwrap();
        let env = Env::of(&[("MAIL_PASSWORD", "hunter2")]);
        Config::read(&path, &env, Lang::En).map_err(|error| error.render(Lang::En))
    }

    #[test]
    fn a_module_is_a_set_of_options() {
        let config = read(
            "targets = [\"*.example.org\"]\n[modules.login]\nuser = \"me\"\npassword_env = \"MAIL_PASSWORD\"\n\
             tls = \"starttls\"\ntimeout = 5\nquick = true\nonly = [\"tcp\", \"auth\"]\n",
        );
        let config = config.unwrap();
        let names: Vec<&str> = config.modules.keys().map(String::as_str).collect();
        assert_eq!(names, ["default", "login"]);
        let env = Env::of(&[("MAIL_PASSWORD", "hunter2")]);
        let plan = config.modules["login"].plan("mx.example.org:587", Lang::En, &env);
        let plan = plan.unwrap_or_else(|error| panic!("{}", error.render(Lang::En)));
        assert_eq!((plan.routes[0].port, plan.limits.stage.as_secs()), (587, 5));
        assert_eq!(plan.login.unwrap().user, "me");
    }

    #[test]
    fn what_is_wrong_is_told_before_the_first_probe() {
        for (text, said) in [
            ("targets = 1", "“targets”"),
            ("targets = [\"a b\"]", "“a b”"),
            ("x", "line 1"),
            ("[modules.a]\n[modules.b\n", "line 2"),
            ("[modules.a]\nbogus = 1", "“bogus”"),
            ("[modules.a]\npassword = \"hunter2\"", "no password stands"),
            ("[modules.a]\nuser = \"me\"", "no password"),
            ("[modules.a]\nuser = \"me\"\npassword_env = \"NO_SUCH\"", "NO_SUCH"),
            ("[modules.a]\ntimeout = 0", "modules.toml”, module “a”: --timeout: “0” is not a whole number"),
            (
                "[modules.a]\nca_file = \"/no/such.pem\"",
                "modules.toml”, module “a”: --ca-file: “/no/such.pem”",
            ),
            (
                "[modules.a]\nuser = \"me\"\npassword_env = \"MAIL_PASSWORD\"",
                "logs in, and nothing says where",
            ),
            ("[modules.a]\ntls = 1.5", "“tls”"),
        ] {
            let error = read(text).map(|_| ()).unwrap_err();
            assert!(error.contains(said) && !error.contains("hunter2"), "{text}: {error}");
        }
    }
}
