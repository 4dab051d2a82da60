package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.engine.EngineException;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.text.ByteText;

/** What a command of docker's said, which asks for the same as a request to the API. */
final class ApiAsked implements DockerIo {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();
  private Optional<EngineException> refusal = Optional.empty();
  private int status;

  /** What it wrote to a stream at once. */
  private record Part(int stream, String text) {}

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
    parts.add(new Part(1, text));
  }

  @Override
  public void err(String text) {
    err.append(text);
    parts.add(new Part(2, text));
  }

  @Override
  public void refused(EngineException e) {
    refusal = refusal.or(() -> Optional.of(e));
  }

  /** A part of a stream behind its header, as both are sent in one (pkg/stdcopy). */
  static String frame(int stream, String text) {
    int length = ByteText.encode(text).length;
    byte[] header = {
      (byte) stream, 0, 0, 0, 0, (byte) (length >> 16), (byte) (length >> 8), (byte) length
    };
    return ByteText.decode(header) + text;
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

  /** The streams that are wanted, in one. */
  String framed(boolean first, boolean second) {
    return parts.stream()
        .filter(part -> part.stream() == 1 ? first : second)
        .map(part -> frame(part.stream(), part.text()))
        .collect(Collectors.joining());
  }

  int status() {
    return status;
  }

  Optional<EngineException> refused() {
    return refusal;
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
        .replaceFirst(
            "^Error(?: response from daemon| parsing reference: \".*\" is not.*?)?: ", "");
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
