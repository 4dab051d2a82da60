package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;

/** What a command of docker's said, which asks for the same as a request to the API. */
final class ApiAsked implements DockerIo {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final StringBuilder framed = new StringBuilder();
  private Optional<EngineException> refusal = Optional.empty();
  private int status;

  private ApiAsked() {}

  static ApiAsked of(Engine engine, List<String> words) {
    ApiAsked asked = new ApiAsked();
    asked.status = new DockerCommand(engine).run(words, asked);
    return asked;
  }

  static ApiAsked of(Engine engine, List<String> words, List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return of(engine, all);
  }

  @Override
  public void out(String text) {
    out.append(text);
    frame(1, text);
  }

  @Override
  public void err(String text) {
    err.append(text);
    frame(2, text);
  }

  @Override
  public void refused(EngineException e) {
    refusal = refusal.or(() -> Optional.of(e));
  }

  /** Both streams in one, each part behind its header (api/types/container: stdcopy). */
  private void frame(int stream, String text) {
    framed.append((char) stream).append("\0\0\0");
    for (int shift = 24; shift >= 0; shift -= 8) {
      framed.append((char) (text.length() >> shift & 0xFF));
    }
    framed.append(text);
  }

  boolean isFine() {
    return status == 0 && refusal.isEmpty();
  }

  String out() {
    return out.toString();
  }

  List<String> lines() {
    return out.toString().lines().toList();
  }

  String framed() {
    return framed.toString();
  }

  /** Lines of standard error that warn. */
  List<String> warnings() {
    return err.toString()
        .lines()
        .filter(line -> line.startsWith("WARNING: "))
        .map(line -> line.substring(9))
        .toList();
  }

  /** The reply to who asked for what was refused. */
  ApiReply refusal() {
    return refusal.map(ApiReply::refused).orElseGet(() -> ApiReply.bad(problem()));
  }

  private String problem() {
    return err.toString()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^Error(?: response from daemon)?: ", "");
  }

  /** The document that it printed. */
  ApiReply document() {
    return isFine() ? ApiReply.ok(out()) : ApiReply.missing(problem());
  }

  /** This reply, unless it was refused. */
  ApiReply or(String done) {
    return isFine() ? ApiReply.empty(done) : refusal();
  }
}
