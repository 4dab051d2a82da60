package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.text.EditDistance;

/** What somebody may have meant by a name that nothing has (src/misspell.c). */
final class NftGuess {
  /** Letters that may be wrong; those that are missing, or too many, do not count. */
  private static final int MOST = 2;

  private NftGuess() {}

  /** The likest of some names. */
  static Optional<NftListing> table(List<NftListing> tables, String name) {
    return likest(tables, name, NftListing::name);
  }

  /** A chain with such a name, with the table that it is in. */
  static Optional<String> chain(List<NftListing> tables, String name) {
    record Found(NftListing table, String chain) {}
    List<Found> all =
        tables.stream()
            .flatMap(table -> table.chains().stream().map(c -> new Found(table, c.name())))
            .toList();
    return likest(all, name, Found::chain)
        .map(
            found ->
                "chain '%s' in table %s '%s'"
                    .formatted(found.chain(), found.table().family(), found.table().name()));
  }

  private static <T> Optional<T> likest(List<T> all, String name, Function<T, String> of) {
    Optional<T> best = Optional.empty();
    int least = Integer.MAX_VALUE;
    for (T one : all) {
      String other = of.apply(one);
      int distance = EditDistance.of(name, other);
      boolean near = distance - Math.abs(name.length() - other.length()) <= MOST;
      boolean tooShort = Math.max(name.length(), other.length()) <= 1;
      if (near && !tooShort && distance < least) {
        least = distance;
        best = Optional.of(one);
      }
    }
    return best;
  }
}
