package passerelle.sim.process;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The programs that a place has, each by its absolute path; several names may share a program. */
public final class Toolset {
  private static final List<String> SEARCHED =
      List.of("/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin");

  /** What it adds to those below it, by name; empty where it takes one away. */
  private final Map<String, Optional<Tool>> own;

  private final Optional<Toolset> below;
  private final Optional<ConnectionFiles> connections;
  private final String name;

  /** Of all programs, made when they are first asked for. */
  private Set<String> names = Set.of();

  /**
   * A program with its home.
   *
   * @param path absolute
   */
  public record Tool(String path, Program program) {}

  private Toolset(Builder builder) {
    own = Map.copyOf(builder.own);
    below = builder.below;
    connections = builder.connections;
    name = builder.name;
  }

  /** Puts a toolset together; a name given again replaces the former program. */
  public static final class Builder {
    private final Map<String, Optional<Tool>> own = new HashMap<>();
    private final Optional<Toolset> below;
    private Optional<ConnectionFiles> connections;
    private String name;

    private Builder(Optional<Toolset> below) {
      this.below = below;
      connections = below.flatMap(Toolset::connections);
      name = below.map(Toolset::name).orElse("");
    }

    /** Adds one program to a directory, under one or several names. */
    public Builder add(String directory, Program program, String... names) {
      for (String name : names) {
        own.put(name, Optional.of(new Tool(directory + "/" + name, program)));
      }
      return this;
    }

    /** Adds all of another set. */
    public Builder addAll(Toolset other) {
      other.below.ifPresent(this::addAll);
      own.putAll(other.own);
      return this;
    }

    /** Lets shells open connections as files. */
    public Builder connections(ConnectionFiles files) {
      connections = Optional.of(files);
      return this;
    }

    /** Says whose build of them the programs are. */
    public Builder name(String whose) {
      name = whose;
      return this;
    }

    /** Takes programs away. */
    public Builder remove(String... names) {
      for (String name : names) {
        own.put(name, Optional.empty());
      }
      return this;
    }

    /** The finished set. */
    public Toolset build() {
      return new Toolset(this);
    }
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder(Optional.empty());
  }

  /** A builder that begins with all of this set, which it does not copy. */
  public Builder more() {
    return new Builder(Optional.of(this));
  }

  /** Whose build of them its programs are; empty for none in particular. */
  public String name() {
    return name;
  }

  /** The names, in alphabetical order. */
  public Set<String> names() {
    if (names.isEmpty()) {
      names = Collections.unmodifiableSet(new LinkedHashSet<>(collect().keySet()));
    }
    return names;
  }

  private SortedMap<String, Tool> collect() {
    SortedMap<String, Tool> all = below.map(Toolset::collect).orElseGet(TreeMap::new);
    own.forEach(
        (name, tool) -> tool.ifPresentOrElse(t -> all.put(name, t), () -> all.remove(name)));
    return all;
  }

  private Optional<Tool> named(String name) {
    return own.containsKey(name) ? own.get(name) : below.flatMap(set -> set.named(name));
  }

  /** What opens connections as files for a shell that can. */
  public Optional<ConnectionFiles> connections() {
    return connections;
  }

  /** Finds a program by its name, or by a path in a usual directory for programs. */
  public Optional<Tool> find(String nameOrPath) {
    int slash = nameOrPath.lastIndexOf('/');
    if (slash < 0) {
      return named(nameOrPath);
    }
    boolean searched = SEARCHED.contains(nameOrPath.substring(0, slash));
    return searched ? named(nameOrPath.substring(slash + 1)) : Optional.empty();
  }
}
