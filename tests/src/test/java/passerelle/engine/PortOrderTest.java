package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order ports are published and told, as Engine 26.1.5 and 28.5.2 did it. */
class PortOrderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-p 8080:80 -p 127.0.0.1:8081:80 | 26.1 | 127.0.0.1:8081 0.0.0.0:8080 :::8080",
        "-p 8080:80 -p 127.0.0.1:8081:80 | 28.5 | 0.0.0.0:8080 :::8080 127.0.0.1:8081",
        "-p 8081:80 -p 8082:80 -p 127.0.0.1:8080:80 | 26.1 |"
            + " 127.0.0.1:8080 0.0.0.0:8082 :::8082 0.0.0.0:8081 :::8081",
        "-p 8081:80 -p 8082:80 -p 127.0.0.1:8080:80 | 28.5 |"
            + " 127.0.0.1:8080 0.0.0.0:8081 :::8081 0.0.0.0:8082 :::8082",
      })
  void onePortOfAContainerMayHaveSeveralOfTheHost(String words, String version, String told) {
    Session session = new Session(version);
    session.run("run -d --name web " + words + " nginx");
    String template =
        "'{{range (index .NetworkSettings.Ports \"80/tcp\")}}{{.HostIp}}:{{.HostPort}} {{end}}'";
    assertEquals(told + " \n", session.run("inspect -f " + template + " web"));
  }
}
