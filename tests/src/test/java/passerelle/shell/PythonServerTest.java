package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.OwnFiles;
import passerelle.text.Language;

/** {@code python3 -m http.server}: what it says was compared with Python's own. */
class PythonServerTest {
  private static String run(Session session, String line) {
    return Labs.run(session, line).replace("\r", "");
  }

  @Test
  void servesADirectoryAndTellsWhoAsked() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, Language.EN, new OwnFiles()));
    run(session, "host$ mkdir -p /srv/d; echo hi > '/srv/a b.txt'");
    run(session, "host$ python3 -m http.server 8000 --directory /srv > /tmp/log 2>&1 &");
    assertEquals(
        "<!DOCTYPE HTML>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<title>Directory listing for /</title>\n</head>\n<body>\n"
            + "<h1>Directory listing for /</h1>\n<hr>\n<ul>\n"
            + "<li><a href=\"a%20b.txt\">a b.txt</a></li>\n<li><a href=\"d/\">d/</a></li>\n"
            + "</ul>\n<hr>\n</body>\n</html>\n",
        run(session, "laptop$ curl -s http://192.0.2.10:8000/"));
    assertEquals("hi\n", run(session, "laptop$ curl -s http://192.0.2.10:8000/a%20b.txt"));
    assertTrue(
        run(session, "laptop$ curl -s http://192.0.2.10:8000/none")
            .contains("<p>Error code explanation: 404 - Nothing matches the given URI.</p>"));
    String log = run(session, "host$ cat /tmp/log").replaceAll("\\[[^]]*\\]", "[TIME]");
    assertEquals(
        "192.0.2.20 - - [TIME] \"GET / HTTP/1.1\" 200 -\n"
            + "192.0.2.20 - - [TIME] \"GET /a%20b.txt HTTP/1.1\" 200 -\n"
            + "192.0.2.20 - - [TIME] code 404, message File not found\n"
            + "192.0.2.20 - - [TIME] \"GET /none HTTP/1.1\" 404 -\n",
        log);
    lab.close();
  }

  @Test
  void oneLineAsksHowNamesResolve() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, Language.EN, new OwnFiles()));
    run(session, "host$ docker network create --subnet 10.9.0.0/24 n");
    run(session, "host$ docker run -d --name web --network n nginx");
    String python = "host$ docker run --rm --network n --hostname me python:3 python3 -c ";
    assertEquals(
        "10.9.0.2\n",
        run(session, python + "'import socket; print(socket.gethostbyname(\"web\"))'"));
    assertEquals(
        "me\n10.9.0.3\n",
        run(
            session,
            python
                + "'import socket; print(socket.gethostname());"
                + " print(socket.gethostbyname(socket.gethostname()))'"));
    assertEquals(
        "socket.gaierror: [Errno -2] Name or service not known\n",
        run(session, python + "\"import socket; print(socket.gethostbyname('nobody'))\""));
    assertTrue(run(session, "host$ python3 -c 'print(1)'").contains("gethostbyname(NAME)"));
    lab.close();
  }

  /** The last lines of what Python 3.11 said, but for its version in the log. */
  @Test
  void oneLineAsksAServerAsChecksOfHealthDo() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.V29_1.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, Language.EN, new OwnFiles()));
    run(session, "host$ docker network create n");
    run(session, "host$ docker run -d --name web --network n nginx");
    String python =
        "host$ docker run --rm --network n python:3 python3 -c \"import socket, urllib.request; ";
    assertEquals(
        "ok\n",
        run(
            session,
            python
                + "s = socket.create_connection(('web', 80), timeout=2); print('ok');"
                + " s.close()\""));
    assertEquals(
        "ConnectionRefusedError: [Errno 111] Connection refused\n",
        run(session, python + "socket.create_connection(('web', 81))\""));
    assertEquals(
        "200\n", run(session, python + "print(urllib.request.urlopen('http://web').getcode())\""));
    assertEquals(
        "urllib.error.HTTPError: HTTP Error 404: Not Found\n",
        run(session, python + "urllib.request.urlopen('http://web/nope')\""));
    assertEquals(
        "urllib.error.URLError: <urlopen error [Errno 111] Connection refused>\n",
        run(session, python + "urllib.request.urlopen('http://web:81', timeout=2)\""));
    assertTrue(run(session, "host$ docker logs web").contains("\"Python-urllib/3."));
    lab.close();
  }
}
