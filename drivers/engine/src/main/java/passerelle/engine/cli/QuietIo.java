package passerelle.engine.cli;

import java.util.Map;

/**
 * Where a docker command runs that another one has begun: what it prints is kept for the other one,
 * which tells as much of it as it likes.
 */
public record QuietIo(DockerIo outer, StringBuilder shown, StringBuilder complaints)
    implements DockerIo {
  public QuietIo(DockerIo outer, StringBuilder complaints) {
    this(outer, new StringBuilder(), complaints);
  }

  @Override
  public void out(String text) {
    shown.append(text);
  }

  @Override
  public void err(String text) {
    complaints.append(text);
  }

  @Override
  public Map<String, String> variables() {
    return outer.variables();
  }

  @Override
  public String directory() {
    return outer.directory();
  }

  @Override
  public int columns() {
    return outer.columns();
  }

  @Override
  public boolean interrupted() {
    return outer.interrupted();
  }
}
