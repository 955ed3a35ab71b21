@echo off
rem Starts run.py with the newest Python 3 of this PC: run, run demo, run test.
where py >nul 2>nul && (
  py -3 "%~dp0run.py" %*
  exit /b
)
python "%~dp0run.py" %*
