package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;

/** One thing that nft is told to change. */
sealed interface NftCommand {
  /** What is done with it. */
  enum Verb {
    ADD,
    CREATE,
    INSERT,
    REPLACE,
    DELETE,
    DESTROY,
    FLUSH,
    RENAME
  }

  /**
   * Which table is meant.
   *
   * @param table the word that names it
   */
  record Place(NftFamily family, NftToken table) {
    String name() {
      return table.text();
    }
  }

  record Ruleset(Optional<NftFamily> family) implements NftCommand {}

  record OfTable(Verb verb, Place place) implements NftCommand {}

  /**
   * A chain.
   *
   * @param base what makes it a base chain
   * @param policy one given alone, or with the rest
   * @param name its new name
   */
  record OfChain(
      Verb verb,
      Place place,
      NftToken chain,
      Optional<NftBase> base,
      Optional<Boolean> policy,
      Optional<NftToken> name)
      implements NftCommand {}

  /**
   * A rule.
   *
   * @param first the first word of the command, for complaints about all of it
   * @param handle the number of the rule that is meant, or beside which it is put
   * @param index likewise, counted from 0
   * @param targets the words that name chains to go to, or what is refused at once
   */
  record OfRule(
      Verb verb,
      Place place,
      NftToken chain,
      NftToken first,
      NftToken last,
      Optional<NftToken> handle,
      OptionalInt index,
      Optional<NftRule> rule,
      List<NftToken> targets)
      implements NftCommand {}

  record OfSet(
      Verb verb, Place place, NftToken set, String type, Set<String> flags, List<Element> elements)
      implements NftCommand {}

  record OfElements(Verb verb, Place place, NftToken set, List<Element> elements)
      implements NftCommand {}

  /**
   * A member of a set.
   *
   * @param word where it was written
   */
  record Element(NftToken word, NftToken last, NftInterval values) {}
}
