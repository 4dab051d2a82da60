package passerelle.gotemplate;

import java.util.List;

/**
 * A function that templates can call.
 *
 * @param parameters the types asked for; an argument of another type is an error in Go's words.
 *     Arguments for {@link GoType#ANY} arrive as the value held in the interface ({@link
 *     GoValue#NONE} for nil), those for {@link GoType#VALUE} as they stand
 * @param variadic true when the last parameter may be given any number of times
 * @param body what the function does; an exception becomes {@code error calling NAME: MESSAGE}
 */
public record GoFunction(List<GoType> parameters, boolean variadic, Body body) {

  /** The work of a function. */
  @FunctionalInterface
  public interface Body {
    GoValue call(List<GoValue> arguments) throws GoTemplateException;
  }

  /** A function of a fixed number of parameters. */
  public static GoFunction of(List<GoType> parameters, Body body) {
    return new GoFunction(parameters, false, body);
  }

  /** A function whose last parameter repeats. */
  public static GoFunction variadic(List<GoType> parameters, Body body) {
    return new GoFunction(parameters, true, body);
  }
}
