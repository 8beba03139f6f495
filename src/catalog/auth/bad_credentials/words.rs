//! The texts of servers, libraries and programs in which a refused login shows that has no more precise reason.

use crate::catalog::Pattern;

/// The texts in which it shows.
pub(in crate::catalog) static SYMPTOMS: &[Pattern] = &[
    Pattern {
        codes: 0..=0,
        enhanced: "",
        words: "
            could not authenticate
            unable to authenticate
            authenticationfailedexception
            smtpauthenticationerror
            failed to authenticate on smtp server
            sasl authentication failed
            auth command failed
            password command failed
            ",
    },
    Pattern { codes: 535..=535, enhanced: "", words: "" },
    Pattern { codes: 526..=526, enhanced: "", words: "authentication failure" },
    Pattern::said(
        "
        username and password not accepted
        badcredentials
        authentication failed
        authentication unsuccessful
        authentication credentials invalid
        user credentials were incorrect
        incorrect authentication data
        invalid credentials
        invalid login
        login failed
        login incorrect
        login denied
        bad username or password
        invalid username or password
        invalid user name or password
        incorrect username or password
        incorrect user name or password
        wrong username or password
        wrong password
        incorrect password
        expected response code & 235
        requires a secure connection or the client was not authenticated
        0x800ccc92
        0x800ccc18
        authentifizierung fehlgeschlagen
        anmeldung fehlgeschlagen
        benutzername oder passwort
        échec de l'authentification
        mot de passe incorrect
        error de autenticación
        contraseña incorrecta
        认证失败
        验证失败
        用户名或密码
        密码错误
        認証に失敗
        authentication rejected
        login credentials no longer valid
        invalid credential
        credentials rejected
        credentials invalid
        credentials are invalid
        credentials are incorrect
        incorrect credentials
        wrong credentials
        bad credentials
        unknown user or password
        user or password incorrect
        username or password incorrect
        username and password incorrect
        username or password
        user name or password
        login or password
        user or password
        password is incorrect
        password incorrect
        password mismatch
        bad password
        invalid password
        password error
        user/password
        authentication error
        authentication has failed
        authentication was not successful
        auth failed
        auth failure
        auth error
        login failure
        login error
        login was rejected
        logon failure
        logon failed
        unable to log in
        unable to login
        cannot log in
        failed to login
        failed to log in
        failed to authenticate
        not authenticated successfully
        access denied for user
        authorization failed
        authorization grant is invalid
        sign-in failed
        falsches passwort
        passwort falsch
        ungültige anmeldedaten
        identifiants
        identifiant ou mot de passe
        authentification a échoué
        authentification échouée
        usuario o contraseña
        autenticación fallida
        nome utente o password
        autenticazione fallita
        неверный логин
        неверное имя
        ошибка аутентификации
        認証失敗
        密码不正确
        密码有误
        账号或密码
        帐号或密码
        用户名密码
        身份验证失败
        登录失败
        登陆失败
        鉴权失败
        :auth_failed
        auth_failed
        ",
    ),
];
