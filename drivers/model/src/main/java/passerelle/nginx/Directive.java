package passerelle.nginx;

import java.util.List;

/**
 * A directive as it is written.
 *
 * @param block what stands in its braces; empty for one that ends with a semicolon
 * @param file the file that it stands in
 * @param line the line of its end, from 1, as nginx counts for its errors
 */
public record Directive(
    String name, List<String> arguments, List<Directive> block, String file, int line) {

  /** An argument, from 0; empty when there are fewer. */
  public String argument(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }
}
