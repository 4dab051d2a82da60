package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftSetSpec;

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
    GET,
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

  record OfSet(Verb verb, Place place, NftToken set, NftSetSpec spec, List<Element> elements)
      implements NftCommand {}

  /**
   * What rules name and share.
   *
   * @param object what it is; empty where it is taken away
   * @param packets what it starts with
   */
  record OfObject(
      Verb verb,
      Place place,
      NftObject.Kind kind,
      NftToken name,
      Optional<NftObject> object,
      long packets,
      long bytes)
      implements NftCommand {}

  /**
   * Members of a set.
   *
   * @param first the first word of the command, for complaints about all of it
   */
  record OfElements(
      Verb verb, Place place, NftToken set, List<Element> elements, NftToken first, NftToken last)
      implements NftCommand {}

  /**
   * A member of a set.
   *
   * @param word where it was written
   * @param verdict where it leads, in a map of verdicts
   * @param data what it leads to, as nft writes it; empty where nothing was said
   * @param timeout how long it stays, in nanoseconds; 0 for as long as the set says
   */
  record Element(
      NftToken word,
      NftToken last,
      NftInterval values,
      Optional<Target> verdict,
      String data,
      long timeout) {

    /** As it stands in its set from now on. */
    NftElement at(NftSetSpec spec, long now) {
      long stays = timeout == 0 ? spec.timeout() : timeout;
      return new NftElement(values, verdict, data, timeout, stays == 0 ? 0 : now + stays);
    }
  }
}
