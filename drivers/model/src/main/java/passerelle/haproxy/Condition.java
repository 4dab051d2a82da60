package passerelle.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code if} or {@code unless} with names of ACLs, ACLs in braces, {@code !} and {@code or} ({@code
 * src/acl.c:build_acl_cond}).
 *
 * @param unless whether it is meant the other way round
 * @param any one of these must hold: all terms of it
 */
public record Condition(boolean unless, List<List<Term>> any) {
  /** Always. */
  public static final Condition ALWAYS = new Condition(false, List.of(List.of()));

  /**
   * Tests of which one must hold, or none.
   *
   * @param not whether none may
   * @param tests those of an ACL, which may stand in several lines
   */
  public record Term(boolean not, List<AclTest> tests) {}

  /** Whether it holds. */
  public boolean holds(Sample sample) {
    boolean met =
        any.stream()
            .anyMatch(
                all ->
                    all.stream()
                        .allMatch(
                            t -> t.not() != t.tests().stream().anyMatch(a -> a.holds(sample))));
    return met != unless;
  }

  /**
   * Reads one from the words behind a rule.
   *
   * @param words beginning with {@code if} or {@code unless}; none for no condition
   * @param acls those of the section by name
   * @return empty when it names an ACL that is not known, or asks what is not modelled
   */
  static Optional<Condition> parse(List<String> words, Map<String, List<AclTest>> acls) {
    if (words.isEmpty()) {
      return Optional.of(ALWAYS);
    }
    List<List<Term>> any = new ArrayList<>();
    any.add(new ArrayList<>());
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("or") || word.equals("||")) {
        any.add(new ArrayList<>());
        continue;
      }
      boolean not = word.startsWith("!");
      String name = not ? word.substring(1) : word;
      if (name.isEmpty() && i + 1 < words.size()) {
        i++;
        name = words.get(i);
      }
      List<AclTest> tests;
      if (name.equals("{")) {
        int end = Math.max(i, words.subList(i, words.size()).indexOf("}") + i);
        Optional<AclTest> anonymous = AclTest.parse(words.subList(i + 1, Math.max(i + 1, end)));
        if (anonymous.isEmpty()) {
          return Optional.empty();
        }
        tests = List.of(anonymous.get());
        i = end;
      } else {
        tests = acls.getOrDefault(name, predefined(name));
      }
      if (tests.isEmpty()) {
        return Optional.empty();
      }
      any.get(any.size() - 1).add(new Term(not, tests));
    }
    return Optional.of(new Condition(words.get(0).equals("unless"), any));
  }

  private static List<AclTest> predefined(String name) {
    List<String> words =
        switch (name) {
          case "TRUE" -> List.of("always_true");
          case "FALSE" -> List.of("always_false");
          case "LOCALHOST" -> List.of("src", "127.0.0.0/8");
          case "METH_GET" -> List.of("method", "GET", "HEAD");
          case "METH_POST" -> List.of("method", "POST");
          default -> List.of("");
        };
    return AclTest.parse(words).map(List::of).orElse(List.of());
  }
}
