package passerelle.sim.process;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The programs that a place has, each by its absolute path; several names may share a program. */
public final class Toolset {
  private static final List<String> SEARCHED =
      List.of("/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin");

  private final Map<String, Tool> tools;
  private final Optional<ConnectionFiles> connections;

  /**
   * A program with its home.
   *
   * @param path absolute
   */
  public record Tool(String path, Program program) {}

  private Toolset(Map<String, Tool> tools, Optional<ConnectionFiles> connections) {
    this.tools = tools;
    this.connections = connections;
  }

  /** Puts a toolset together; a name given again replaces the former program. */
  public static final class Builder {
    private final Map<String, Tool> tools = new TreeMap<>();
    private Optional<ConnectionFiles> connections = Optional.empty();

    private Builder() {}

    /** Adds one program to a directory, under one or several names. */
    public Builder add(String directory, Program program, String... names) {
      for (String name : names) {
        tools.put(name, new Tool(directory + "/" + name, program));
      }
      return this;
    }

    /** Adds all of another set. */
    public Builder addAll(Toolset other) {
      tools.putAll(other.tools);
      return this;
    }

    /** Lets shells open connections as files. */
    public Builder connections(ConnectionFiles files) {
      connections = Optional.of(files);
      return this;
    }

    /** Takes programs away. */
    public Builder remove(String... names) {
      for (String name : names) {
        tools.remove(name);
      }
      return this;
    }

    /** The finished set. */
    public Toolset build() {
      return new Toolset(Collections.unmodifiableMap(new TreeMap<>(tools)), connections);
    }
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The names, in alphabetical order. */
  public List<String> names() {
    return List.copyOf(tools.keySet());
  }

  /** What opens connections as files for a shell that can. */
  public Optional<ConnectionFiles> connections() {
    return connections;
  }

  /** Finds a program by its name, or by a path in a usual directory for programs. */
  public Optional<Tool> find(String nameOrPath) {
    int slash = nameOrPath.lastIndexOf('/');
    if (slash < 0) {
      return Optional.ofNullable(tools.get(nameOrPath));
    }
    boolean searched = SEARCHED.contains(nameOrPath.substring(0, slash));
    return searched
        ? Optional.ofNullable(tools.get(nameOrPath.substring(slash + 1)))
        : Optional.empty();
  }
}
