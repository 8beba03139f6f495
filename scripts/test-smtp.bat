@echo off
rem Examines an SMTP server: test-smtp.bat HOST:PORT [USER] [PASSWORD] [true or false] [OPTIONS of smtp-doctor]
rem The exit status is smtp-doctor's; without arguments the usage is printed and the status is 2.
rem This file is ASCII; the Chinese usage is in test-smtp.usage.txt. Delayed expansion is off, so that "!" survives.
setlocal DisableDelayedExpansion

if "%~1"=="" goto usage

set "DOCTOR=%~dp0smtp-doctor.exe"
if exist "%DOCTOR%" goto run
set "DOCTOR=%~dp0..\target\release\smtp-doctor.exe"
if exist "%DOCTOR%" goto run
for %%I in (smtp-doctor.exe) do set "DOCTOR=%%~$PATH:I"
if not "%DOCTOR%"=="" goto run

>&2 echo smtp-doctor.exe was not found beside this script, in ..\target\release or on PATH.
call :explain
exit /b 3

:run
call :utf8
"%DOCTOR%" %*
set "STATUS=%ERRORLEVEL%"
call :restore
exit /b %STATUS%

:usage
call :explain
exit /b 2

rem The usage, in Chinese where its file is there.
:explain
if not exist "%~dp0test-smtp.usage.txt" (
    >&2 echo usage: test-smtp.bat HOST:PORT [USER] [PASSWORD] [true or false] [OPTIONS]
    exit /b 0
)
call :utf8
>&2 type "%~dp0test-smtp.usage.txt"
call :restore
exit /b 0

rem What the program writes is UTF-8. The console gets its own code page back afterwards.
:utf8
set "PAGE="
for /f "tokens=2 delims=:" %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
exit /b 0

:restore
if defined PAGE chcp %PAGE:.=% >nul
exit /b 0
