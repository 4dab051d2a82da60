package passerelle.kernel.op;

import java.util.List;

/**
 * Why an operation is done: a message key and its arguments, so that it can be said in any
 * language.
 *
 * @param key key in the bundle {@code passerelle/driver/messages}
 * @param arguments values for {0}, {1}...
 */
public record Why(String key, List<String> arguments) {
  public static Why of(String key, Object... arguments) {
    return new Why(key, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
  }
}
