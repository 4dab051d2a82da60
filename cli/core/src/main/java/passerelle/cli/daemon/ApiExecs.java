package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.daemon.Engine;
import passerelle.text.JsonText;
import passerelle.text.Sha256;

/**
 * Commands that are to be run in containers: made by one request, run by another, and looked at by
 * a third (daemon/exec.go). A command has ended when the request that runs it is answered.
 */
final class ApiExecs {
  /** What runc says of a command that it cannot start begins so. */
  private static final String UNSTARTED = "OCI runtime exec failed: ";

  private final Map<String, Exec> all = new LinkedHashMap<>();

  /** One of them; the status is empty until it has run. */
  private static final class Exec {
    private final Container container;
    private final ApiBody asked;
    private Optional<Integer> status = Optional.empty();

    Exec(Container container, ApiBody asked) {
      this.container = container;
      this.asked = asked;
    }
  }

  ApiReply make(Engine engine, ApiBody body, String name) {
    try {
      if (body.texts("Cmd").isEmpty()) {
        throw EngineException.bad("No exec command specified");
      }
      Container container = engine.container(name);
      if (!container.isRunning()) {
        throw EngineException.conflict("container " + container.id() + " is not running");
      } else if (container.status() == Container.Status.PAUSED) {
        throw EngineException.conflict(
            "Container " + name + " is paused, unpause the container before exec");
      }
      String id = Sha256.hex("exec " + all.size() + " " + container.id());
      all.put(id, new Exec(container, body));
      return ApiReply.created("{\"Id\":\"" + id + "\"}");
    } catch (EngineException e) {
      return ApiReply.refused(e);
    }
  }

  private static ApiReply none(String id) {
    return ApiReply.missing("No such exec instance: " + id);
  }

  ApiReply run(Engine engine, ApiBody body, String id) {
    Exec exec = all.get(id);
    if (exec == null) {
      return none(id);
    }
    boolean detached = body.isOn("Detach");
    if (exec.status.isPresent()) {
      boolean before = engine.profile().version() == EngineVersion.V26_1;
      String words = before ? "Error: Exec command " + id : "exec command " + id;
      String how = detached ? " has already run" : " is already running";
      return failed(detached, "409 Conflict", words + how);
    }
    List<String> words = new ArrayList<>(List.of("exec"));
    words.addAll(exec.asked.exec());
    words.add(exec.container.id());
    words.addAll(exec.asked.texts("Cmd"));
    ApiAsked said = ApiAsked.of(engine, words);
    exec.status = Optional.of(said.status());
    Optional<String> refused =
        said.refused()
            .map(EngineException::getMessage)
            .or(() -> Optional.of(said.out()).filter(text -> text.startsWith(UNSTARTED)));
    if (refused.isPresent()) {
      return failed(detached, "400 Bad Request", refused.get().strip());
    }
    boolean out = exec.asked.isOn("AttachStdout");
    boolean err = exec.asked.isOn("AttachStderr");
    return detached
        ? ApiReply.empty("200 OK")
        : ApiReply.stream(exec.asked.isOn("Tty") ? said.out() : said.framed(out, err));
  }

  /** What cannot be run is told by the answer, or on standard error by who waits for the end. */
  private static ApiReply failed(boolean detached, String status, String why) {
    return detached
        ? ApiReply.message(status, why)
        : ApiReply.stream(ApiAsked.frame(2, why + "\r\n"));
  }

  ApiReply look(String id) {
    Exec exec = all.get(id);
    if (exec == null) {
      return none(id);
    }
    List<String> words = exec.asked.texts("Cmd");
    String user = exec.asked.text("User");
    String process =
        "{\"tty\":%s,\"entrypoint\":%s,\"arguments\":%s,\"privileged\":%s%s}"
            .formatted(
                exec.asked.isOn("Tty"),
                JsonText.of(words.get(0)),
                ApiReply.array(words.stream().skip(1).map(JsonText::of).toList()),
                exec.asked.isOn("Privileged"),
                user.isEmpty() ? "" : ",\"user\":" + JsonText.of(user));
    return ApiReply.ok(
        ("{\"ID\":\"%s\",\"Running\":false,\"ExitCode\":%s,\"ProcessConfig\":%s,\"OpenStdin\":%s,"
                + "\"OpenStderr\":%s,\"OpenStdout\":%s,\"CanRemove\":false,\"ContainerID\":\"%s\","
                + "\"DetachKeys\":\"\",\"Pid\":0}")
            .formatted(
                id,
                exec.status.map(String::valueOf).orElse("null"),
                process,
                exec.asked.isOn("AttachStdin"),
                exec.asked.isOn("AttachStderr"),
                exec.asked.isOn("AttachStdout"),
                exec.container.id()));
  }
}
