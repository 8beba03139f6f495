//! LOGIN (draft-murchison-sasl-login): two prompts, two answers.
//!
//! Prompts differ from server to server (`Username:`, `User Name`, `Benutzername:`, nothing). They are told apart by
//! what they speak of and, where that is nothing or both, by their order; a prompt for the password is never answered
//! with the user name, nor the reverse.

use zeroize::Zeroizing;

use super::{Response, Unexpected};
use crate::plan;
use crate::smtp::ServerText;

/// One attempt with LOGIN.
#[derive(Debug)]
pub struct Login<'a> {
    account: &'a plan::Login,
    user_sent: bool,
    secret_sent: bool,
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Prompt {
    User,
    Secret,
    Unclear,
}

impl<'a> Login<'a> {
    pub(super) fn new(account: &'a plan::Login) -> Self {
        Self { account, user_sent: false, secret_sent: false }
    }

    /// The user name.
    pub(super) fn user(&mut self) -> Response {
        self.user_sent = true;
        Zeroizing::new(self.account.user.as_bytes().to_vec())
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        match (Prompt::of(challenge), self.user_sent, self.secret_sent) {
            // A server that did not take the initial response asks for the user name (again).
            (Prompt::User, _, false) | (Prompt::Unclear, false, false) => Ok(self.user()),
            (Prompt::Secret | Prompt::Unclear, true, false) => {
                self.secret_sent = true;
                Ok(Zeroizing::new(self.account.secret.expose().as_bytes().to_vec()))
            }
            _ => Err(Unexpected),
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.user_sent && self.secret_sent
    }
}

impl Prompt {
    fn of(challenge: &[u8]) -> Self {
        let text = ServerText::new(challenge).decoded().to_lowercase();
        let speaks_of = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match (speaks_of(&USER), speaks_of(&SECRET)) {
            (true, false) => Self::User,
            (false, true) => Self::Secret,
            (false, false) | (true, true) => Self::Unclear,
        }
    }
}

/// Words of prompts for a user name, in lower case.
const USER: [&str; 15] = [
    "user",
    "name",
    "benutzer",
    "usuario",
    "usuário",
    "utente",
    "utilisateur",
    "identifiant",
    "gebruiker",
    "пользовател",
    "имя",
    "用户",
    "用戶",
    "账号",
    "ユーザー",
];

/// Words of prompts for a password, in lower case.
const SECRET: [&str; 13] = [
    "pass",
    "kennwort",
    "senha",
    "contrase",
    "wachtwoord",
    "hasło",
    "heslo",
    "lösenord",
    "пароль",
    "密码",
    "密碼",
    "口令",
    "パスワード",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::sasl::test_login;

    #[test]
    fn the_usual_prompts_are_answered() {
        for (user, secret) in [
            ("Username:", "Password:"),
            ("User Name\0", "Password\0"),
            ("", ""),
            ("Nom d'utilisateur :", "Mot de passe :"),
            ("用户名：", "密码："),
            ("Wie heißen Sie?", "Und wie weiter?"),
            ("Username and password, please", "Password for the user name"),
        ] {
            let login = test_login("me", "secret");
            let mut machine = Login::new(&login);
            assert_eq!(*machine.respond(user.as_bytes()).unwrap(), b"me");
            assert!(!machine.is_complete());
            assert_eq!(*machine.respond(secret.as_bytes()).unwrap(), b"secret");
            assert!(machine.is_complete());
            assert_eq!(machine.respond(b""), Err(Unexpected));
        }
    }

    #[test]
    fn after_an_initial_response_the_password_is_next() {
        let login = test_login("me", "secret");
        let mut machine = Login::new(&login);
        assert_eq!(*machine.user(), b"me");
        assert_eq!(*machine.respond(b"Password:").unwrap(), b"secret");
    }

    #[test]
    fn an_ignored_initial_response_is_repeated() {
        let login = test_login("me", "secret");
        let mut machine = Login::new(&login);
        machine.user();
        assert_eq!(*machine.respond(b"Username:").unwrap(), b"me");
        assert_eq!(*machine.respond(b"Password:").unwrap(), b"secret");
    }

    #[test]
    fn a_password_prompt_never_gets_the_user_name() {
        let login = test_login("me", "secret");
        assert_eq!(Login::new(&login).respond(b"Password:"), Err(Unexpected));
    }
}
