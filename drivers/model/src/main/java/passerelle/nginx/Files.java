package passerelle.nginx;

import java.util.List;
import java.util.Optional;

/** The files that a server sees. */
public interface Files {
  /** A file that was read. */
  record Named(String path, String text) {}

  /** A file's text; empty when there is none. */
  Optional<String> text(String path);

  /** A file has become part of the configuration. */
  default void read(Named file) {}

  /** The names in a directory, sorted; empty when there is no such directory. */
  Optional<List<String>> names(String directory);
}
