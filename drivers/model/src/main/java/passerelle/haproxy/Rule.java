package passerelle.haproxy;

import java.util.List;

/**
 * Something to be done with a request or its answer, under a condition: {@code use_backend}, {@code
 * redirect}, an action of {@code http-request} or {@code http-response}.
 *
 * @param what {@code use_backend}, {@code redirect}, {@code request}, {@code response}
 * @param arguments the backend, the parts of the redirection, or the action and its arguments
 * @param condition when
 */
public record Rule(String what, List<String> arguments, Condition condition) {
  /** The argument behind a word. */
  public String after(String word, String otherwise) {
    int at = arguments.indexOf(word);
    return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : otherwise;
  }
}
