package passerelle.netfilter;

import java.util.List;

/**
 * A loadable match or target: its options, and what makes a value of them (libxtables' {@code
 * struct xtables_match} and {@code xtables_target}).
 *
 * @param name the word behind {@code -m} or {@code -j}
 * @param builder makes the match or target; asked after every option, so that it complains before
 *     the rest of the rule is read
 * @param options its options
 */
record Extension<T>(String name, Builder<T> builder, List<Option> options) {

  /** Checks the options together and makes the value. */
  interface Builder<T> {
    T build(OptionValues values) throws IptablesException;
  }

  static <T> Extension<T> of(String name, Builder<T> builder, Option... options) {
    return new Extension<>(name, builder, List.of(options));
  }
}
