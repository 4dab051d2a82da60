package passerelle.netfilter;

import java.util.List;

/**
 * A loadable match or target: its options, and what makes a value of them (libxtables' {@code
 * struct xtables_match} and {@code xtables_target}).
 *
 * @param name the word behind {@code -m} or {@code -j}
 * @param builder makes the match or target when the whole rule has been read
 * @param eager complains before the rest of the rule is read
 * @param options its options
 */
record Extension<T>(String name, Builder<T> builder, Check eager, List<Option> options) {

  /** Checks the options together and makes the value. */
  interface Builder<T> {
    T build(OptionValues values) throws IptablesException;
  }

  /** Looks at the options so far each time that one is given. */
  interface Check {
    void check(OptionValues values) throws IptablesException;
  }

  static <T> Extension<T> of(String name, Builder<T> builder, Option... options) {
    return of(name, builder, values -> {}, options);
  }

  static <T> Extension<T> of(String name, Builder<T> builder, Check eager, Option... options) {
    return new Extension<>(name, builder, eager, List.of(options));
  }
}
