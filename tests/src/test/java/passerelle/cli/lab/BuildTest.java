package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.engine.EngineVersion;

/** What docker build makes of the Dockerfiles of courses, and what it says of those with faults. */
class BuildTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return lab.run(line);
  }

  private void dockerfile(String lines) {
    run("mkdir -p /root/app && cd /root/app");
    run("printf '" + lines + "' > Dockerfile");
  }

  @Test
  void serversServeThePagesThatWereCopied() {
    dockerfile("FROM nginx:alpine\\nCOPY site /usr/share/nginx/html\\n");
    run("mkdir site; echo hello > site/index.html; echo two > site/two.html");
    run("docker build -q -t site . && docker run -d --name web -p 8080:80 site");
    assertEquals("hello\ntwo\n", run("curl -s localhost:8080/ localhost:8080/two.html"));
  }

  @Test
  void toolsThatWereInstalledAreThere() {
    dockerfile("FROM alpine\\nRUN apk add --no-cache curl\\nENTRYPOINT [\"curl\", \"-s\"]\\n");
    assertTrue(run("docker run --rm alpine curl").contains("executable file not found"));
    run("docker build -q -t tool .");
    assertEquals("Hello from the Internet\n", run("docker run --rm tool http://example.com"));
  }

  @Test
  void stagesTakeFilesFromOneAnother() {
    dockerfile(
        "ARG TAG=3.22\\nFROM alpine:$TAG AS make\\nARG WHO=me\\nRUN echo by $WHO > /made\\n"
            + "FROM scratch AS unused\\nCOPY nothing /\\n"
            + "FROM busybox\\nWORKDIR /srv/data\\nCOPY --from=make /made .\\n"
            + "ENV A=1 B=$A\\nCMD cat made\\n");
    run("docker build -q -t two --build-arg WHO=you .");
    assertEquals("by you\n", run("docker run --rm two"));
    assertEquals("/srv/data\n", run("docker run --rm two pwd"));
    assertEquals("by me\n", run("docker run --rm $(docker build -q --target make .) cat made"));
  }

  @Test
  void scriptsKeepThatTheyMayBeRun() {
    dockerfile("FROM alpine\\nCOPY --chmod=755 a /\\nCOPY b /\\nRUN chmod +x /b\\nCMD [\"/b\"]\\n");
    run("printf '#!/bin/sh\\necho a\\n' > a; printf '#!/bin/sh\\n/a; echo b\\n' > b");
    run("docker build -q -t script .");
    assertEquals("a\nb\n", run("docker run --rm script"));
  }

  @Test
  void anEntrypointOfOnesOwnRunsAndHandsOver() {
    dockerfile("FROM nginx\\nCOPY docker-entrypoint.sh /\\nRUN chmod +x /docker-entrypoint.sh\\n");
    run("printf '#!/bin/sh\\necho before $#\\nexec \"$@\"\\n' > docker-entrypoint.sh");
    run("docker build -q -t own . && docker run -d --name web -p 8080:80 own");
    assertTrue(run("docker logs web 2>&1 | head -2").matches("before 3\n.*using the .epoll.*\n"));
    assertEquals("200", run("curl -s -o /dev/null -w '%{http_code}' localhost:8080"));
    assertEquals("before 2\nhi\n", run("docker run --rm own echo hi"));
    assertTrue(run("docker top web").contains("nginx: master process"));
  }

  @Test
  void aServerThatAPackageBroughtServesAndLogsIntoItsFile() {
    dockerfile(
        "FROM ubuntu:22.04\\n"
            + "RUN apt-get update && apt-get install -y nginx\\n"
            + "RUN echo mine > /var/www/html/index.html\\n"
            + "CMD [\"nginx\", \"-g\", \"daemon off;\"]\\n");
    run("docker build -q -t own . && docker run -d --name web -p 8080:80 own");
    assertEquals("mine\n", run("curl -s localhost:8080"));
    assertEquals("", run("docker logs web"));
    assertTrue(run("docker run --rm own sh -c 'nginx; nginx -s stop; nginx -t'").contains("is ok"));
    assertEquals("Build Cache 2 0\n", run("docker system df | awk '/Cache/ {print $1,$2,$3,$4}'"));
  }

  @Test
  void whatIsIgnoredIsNotSent() {
    dockerfile("FROM alpine\\nCOPY . /app\\nCMD [\"find\", \"/app\", \"-type\", \"f\"]\\n");
    run("printf '*.log\\n!keep.log\\n.git\\nDockerfile\\n' > .dockerignore");
    run("mkdir .git; touch .git/x a.log keep.log main");
    run("docker build -q -t ignored .");
    assertEquals(
        "/app/.dockerignore\n/app/keep.log\n/app/main\n", run("docker run --rm ignored | sort"));
  }

  private void flask(String host) {
    dockerfile(
        "FROM python:3.12-slim\\nWORKDIR /app\\nCOPY . .\\nRUN pip install -r requirements.txt\\n"
            + "CMD python app.py\\n");
    run("echo flask > requirements.txt");
    run(
        "cat > app.py <<'END'\n"
            + "from flask import Flask\nimport socket, os\n\napp = Flask(__name__)\n\n"
            + "@app.route('/')\ndef index():\n"
            + "    who = os.environ.get('WHO', 'nobody')\n"
            + "    return f'Hello {who} from {socket.gethostname()}\\n'\n\n"
            + ("if __name__ == '__main__':\n    app.run(" + host + "port=5000)\nEND"));
    run("docker build -q -t flask . && docker run -d --name app -h box -e WHO=me -p 80:5000 flask");
    run("sleep 1");
  }

  @Test
  void aSmallApplicationOfFlaskAnswers() {
    flask("host='0.0.0.0', ");
    assertEquals("Hello me from box\n", run("curl -s localhost"));
    assertEquals("404", run("curl -s -o /dev/null -w '%{http_code}' localhost/other"));
    assertTrue(run("docker logs app").contains("\"GET / HTTP/1.1\" 200 -\n"));
  }

  @Test
  void anApplicationThatListensOnLocalhostIsReachedByNobody() {
    flask("");
    assertEquals(" * Running on http://127.0.0.1:5000\n", run("docker logs app 2>&1 | grep http:"));
    assertEquals("[56]\n", run("curl -s localhost"));
  }

  @Test
  void whatIsNotInstalledIsMissed() {
    dockerfile("FROM python:3.12-slim\\nCOPY app.py .\\nCMD [\"python\", \"app.py\"]\\n");
    run("printf 'from flask import Flask\\napp = Flask(__name__)\\n' > app.py");
    assertEquals(
        "ModuleNotFoundError: No module named 'flask'\n[1]\n",
        run("docker run --rm $(docker build -q .)"));
  }

  @Test
  void stepsThatWereDoneBeforeAreTakenFromTheCache() {
    dockerfile("FROM alpine\\nRUN echo one\\nCOPY a /\\nRUN echo two\\n");
    run("echo 1 > a; docker build -q .");
    String cached = "docker build . 2>&1 | grep -c CACHED";
    assertEquals("3\n", run(cached));
    run("echo 2 > a");
    assertEquals("1\n", run(cached));
    assertEquals("0\n[1]\n", run("docker build --no-cache . 2>&1 | grep -c CACHED"));
  }

  @Test
  void theImageChecksItself() {
    dockerfile(
        "FROM nginx:alpine\\nHEALTHCHECK --interval=2s --retries=1 CMD wget -q -O- localhost\\n");
    run("docker build -q -t healthy . && docker run -d --name h1 healthy && sleep 3");
    assertEquals("healthy\n", run("docker inspect -f '{{.State.Health.Status}}' h1"));
  }

  @Test
  void commandsOfABuildReachTheInternetUnlessTheyMayNot() {
    dockerfile("FROM busybox\\nRUN wget -q -O- http://example.com\\n");
    assertTrue(run("docker build .  2>&1 | cat").contains(" Hello from the Internet\n"));
    String none = run("docker build --network none . 2>&1 | cat");
    assertTrue(none.contains("did not complete successfully: exit code: 1\n"), none);
    assertEquals("", run("docker ps -aq"));
  }

  @Test
  void itIsToldStepByStep() {
    dockerfile("FROM alpine\\nCOPY a /\\nRUN cat /a\\n");
    run("echo text > a");
    String told =
        run("docker build -t told . 2>&1 | cat")
            .replaceAll("[0-9a-f]{64}", "HEX")
            .replaceAll("\\d\\.\\ds|0\\.\\d{3}", "T");
    assertEquals(
        """
        #0 building with "default" instance using docker driver

        #1 [internal] load build definition from Dockerfile
        #1 transferring dockerfile: 69B done
        #1 DONE T

        #2 [internal] load metadata for docker.io/library/alpine:latest
        #2 DONE T

        #3 [internal] load .dockerignore
        #3 transferring context: 2B done
        #3 DONE T

        #4 [internal] load build context
        #4 transferring context: 27B done
        #4 DONE T

        #5 [1/3] FROM docker.io/library/alpine:latest@sha256:HEX
        #5 resolve docker.io/library/alpine:latest@sha256:HEX done
        #5 DONE T

        #6 [2/3] COPY a /
        #6 DONE T

        #7 [3/3] RUN cat /a
        #7 T text
        #7 DONE T

        #8 exporting to image
        #8 exporting layers done
        #8 exporting manifest sha256:HEX done
        #8 exporting config sha256:HEX done
        #8 exporting attestation manifest sha256:HEX done
        #8 exporting manifest list sha256:HEX done
        #8 naming to docker.io/library/told:latest done
        #8 unpacking to docker.io/library/told:latest done
        #8 DONE T
        """,
        told);
  }

  @Test
  void whatTheLinterSaysStandsWithTheStepThatHasReadTheFile() {
    dockerfile("FROM alpine as x\\nCMD echo hi\\n");
    String told = run("docker build --progress plain . 2>&1");
    assertTrue(
        told.contains(
            "transferring dockerfile: 66B done\n"
                + "#1 WARN: FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)\n"
                + "#1 WARN: JSONArgsRecommended: JSON arguments recommended for CMD to prevent"
                + " unintended behavior related to OS signals (line 2)\n"
                + "#1 DONE "),
        told);
    assertTrue(told.contains("2 warnings found (use docker --debug to expand):\n"), told);
  }

  @Test
  void aPortThatIsNoneIsRefusedBeforeAnythingIsDone() {
    dockerfile("FROM alpine\\nRUN echo\\nEXPOSE 80/foo\\n");
    String told = run("docker build . 2>&1 | cat");
    assertTrue(told.contains("#2 [internal] load metadata"), told);
    assertTrue(!told.contains("#3 "), told);
    assertTrue(told.contains("   3 | >>> EXPOSE 80/foo\n"), told);
  }

  @Test
  void theBuilderOfTheEngineIsListed() {
    String rows = run("docker buildx ls");
    assertTrue(
        rows.startsWith(
            "NAME/NODE     DRIVER/ENDPOINT   STATUS    BUILDKIT   PLATFORMS\n"
                + "default*      docker"
                + " ".repeat(33)
                + "\n \\_ default    \\_ default       running   v0."),
        rows);
    assertEquals(
        "default* docker\n \\_ default  \\_ default\n",
        run("docker buildx ls --format '{{.Name}} {{.DriverEndpoint}}'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN echo | dockerfile parse error on line 1: no build stage in current context",
        "FROM alpine\\nRUNN x | dockerfile parse error on line 2: unknown instruction: RUNN (did"
            + " you mean RUN?)",
        "FROM alpine\\nCOPY x | dockerfile parse error on line 2: COPY requires at least two"
            + " arguments, but only one was provided. Destination could not be determined",
        "FROM alpine\\nRUN exit 3 | process \"/bin/sh -c exit 3\" did not complete successfully:"
            + " exit code: 3",
        "FROM alpinne | alpinne: failed to resolve source metadata for"
            + " docker.io/library/alpinne:latest: pull access denied, repository does not exist"
            + " or may require authorization: server message: insufficient_scope: authorization"
            + " failed",
      })
  void faultsAreToldWithTheirLine(String lines, String problem) {
    dockerfile(lines + "\\n");
    String told = run("docker build . 2>&1");
    assertTrue(
        told.endsWith("ERROR: failed to build: failed to solve: " + problem + "\n[1]\n"), told);
    assertTrue(told.contains(" | >>> "), told);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    dockerfile("FROM alpine\\nCOPY nothing /\\n");
    assertTrue(run("docker build . 2>&1").endsWith(": \"/nothing\": not found\n[1]\n"));
    assertTrue(
        run("docker build -f Other .")
            .endsWith("failed to read dockerfile: open Other: no such file or directory\n[1]\n"));
    assertEquals(
        "ERROR: failed to build: unable to prepare context: path \"none\" not found\n[1]\n",
        run("docker build none"));
  }
}
