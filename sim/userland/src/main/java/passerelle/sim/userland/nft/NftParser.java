package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads commands and blocks that change the rules (src/parser_bison.y). */
final class NftParser {
  static final String END = ", expecting end of file or newline or semicolon";
  private static final String NAME = ", expecting string or last";
  private final NftReader in;
  private final NftValues values;
  private final NftSets sets;
  private final List<NftCommand> out = new ArrayList<>();

  NftParser(NftReader in, NftValues values, NftSets.Known known) {
    this.in = in;
    this.values = values;
    sets = new NftSets(in, values, known);
  }

  /** All commands up to the end. */
  List<NftCommand> read() throws NftFault, ToolFailure {
    in.skipEnds();
    while (!in.isDone()) {
      command();
      if (!in.peek().isEnd()) {
        throw in.unexpected(END);
      }
      in.skipEnds();
    }
    return out;
  }

  private void command() throws NftFault, ToolFailure {
    if (isRule()) {
      rule(in.peek(), Verb.ADD);
      return;
    }
    NftToken word = in.next();
    switch (word.text()) {
      // Who does not say what to do adds.
      case "table", "chain", "rule", "set", "map", "element", "counter", "quota", "limit" ->
          object(word, Verb.ADD, word);
      case "flush" -> flush();
      case "define" -> in.define();
      case "add", "create", "insert", "replace", "delete", "destroy", "rename" ->
          object(word, Verb.valueOf(word.text().toUpperCase(Locale.ROOT)));
      case "get" -> {
        in.require("element");
        Place place = place();
        out.add(sets.elements(Verb.GET, place, name(), word, out));
      }
      case "include", "reset", "monitor", "export", "import", "describe", "list" ->
          throw ToolFailure.notModelled(
              "nft", "nft " + word.text() + (word.is("monitor") ? " without trace" : " there"));
      default -> throw in.unexpected("");
    }
  }

  /** Whether a table is named where another word would say what is meant: then a rule is. */
  private boolean isRule() {
    NftToken word = in.peek();
    return word.kind() == NftToken.Kind.WORD
        && (NftFamily.of(word.text()).isPresent() || !in.isReserved());
  }

  private void object(NftToken verb, Verb does) throws NftFault, ToolFailure {
    if (in.peek().isEnd()) {
      throw in.unexpected(NAME);
    }
    if (does == Verb.ADD && isRule()) {
      rule(verb, does);
    } else {
      object(verb, does, in.next());
    }
  }

  private void object(NftToken verb, Verb does, NftToken object) throws NftFault, ToolFailure {
    switch (object.text()) {
      case "table" -> table(does);
      case "chain" -> chain(does);
      case "rule" -> rule(verb, does);
      case "set", "map" -> {
        Place place = place();
        out.add(sets.set(does, place, name(), object.is("map")));
      }
      case "element" -> {
        Place place = place();
        out.add(sets.elements(does, place, name(), verb, out));
      }
      case "counter", "quota", "limit" -> {
        Place place = place();
        out.add(new NftObjects(in).read(does, place, kind(object), name()));
      }
      case "flowtable", "ct", "secmark", "synproxy" ->
          throw ToolFailure.notModelled("nft", "nft " + verb.text() + " " + object.text());
      default -> throw in.unexpected(NAME);
    }
  }

  private static NftObject.Kind kind(NftToken word) {
    return NftObject.Kind.valueOf(word.text().toUpperCase(Locale.ROOT));
  }

  private void flush() throws NftFault, ToolFailure {
    NftToken object = in.next();
    switch (object.text()) {
      case "ruleset" -> {
        Optional<NftFamily> family = NftFamily.of(in.peek().text());
        if (family.isPresent()) {
          in.next();
        }
        out.add(new NftCommand.Ruleset(family));
      }
      case "table" -> out.add(new NftCommand.OfTable(Verb.FLUSH, place()));
      case "chain" -> {
        Place place = place();
        out.add(ofChain(Verb.FLUSH, place, name()));
      }
      case "set", "map" -> {
        Place place = place();
        NftToken set = name();
        out.add(new NftCommand.OfElements(Verb.FLUSH, place, set, List.of(), object, set));
      }
      default -> throw in.source().fault("syntax error, unexpected " + in.name(object), object);
    }
  }

  /** A name that somebody gave. */
  private NftToken name() throws NftFault {
    if (in.peek().isEnd() || in.peek().kind() != NftToken.Kind.WORD || in.isReserved()) {
      throw in.unexpected(NAME);
    }
    return in.next();
  }

  private Place place() throws NftFault, ToolFailure {
    NftFamily family = NftFamily.IP;
    Optional<NftFamily> said = NftFamily.of(in.peek().text());
    if (said.isPresent()) {
      family = said.get();
      in.next();
    }
    return new Place(family, name());
  }

  private static NftCommand.OfChain ofChain(Verb verb, Place place, NftToken chain) {
    return new NftCommand.OfChain(
        verb, place, chain, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void table(Verb verb) throws NftFault, ToolFailure {
    Place place = place();
    out.add(new NftCommand.OfTable(verb, place));
    if (verb != Verb.ADD && verb != Verb.CREATE || !in.take("{")) {
      return;
    }
    in.skipEnds();
    // Rules may name chains and sets that stand further down.
    List<NftCommand> made = new ArrayList<>();
    List<NftCommand> rules = new ArrayList<>();
    while (!in.take("}")) {
      NftToken word = in.next();
      switch (word.text()) {
        case "chain" -> chainBlock(place, rules);
        case "set", "map" -> made.add(sets.set(Verb.ADD, place, name(), word.is("map")));
        case "counter", "quota", "limit" ->
            made.add(new NftObjects(in).read(Verb.ADD, place, kind(word), name()));
        case "flags", "flowtable", "comment" ->
            throw ToolFailure.notModelled("nft", "nft's " + word.text() + " in a table");
        case "type", "elements" -> throw in.unexpected("");
        default -> throw in.source().fault("syntax error, unexpected " + in.name(word), word);
      }
      if (!in.peek().isEnd()) {
        throw in.unended();
      }
      in.skipEnds();
    }
    out.addAll(made);
    out.addAll(rules);
  }

  private void chainBlock(Place place, List<NftCommand> rules) throws NftFault, ToolFailure {
    NftToken chain = name();
    in.require("{");
    in.skipEnds();
    Optional<NftBase> base = Optional.empty();
    Optional<Boolean> policy = Optional.empty();
    while (!in.take("}")) {
      if (in.peek().kind() == NftToken.Kind.END) {
        throw in.unexpected("");
      }
      if (in.peek().is("type")) {
        base = Optional.of(new NftBaseReader(in, place.family()).read());
      } else if (in.take("policy")) {
        policy = Optional.of(policy());
      } else {
        rules.add(oneRule(in.peek(), Verb.ADD, place, chain));
      }
      if (!in.peek().isEnd()) {
        throw in.unended();
      }
      in.skipEnds();
    }
    out.add(new NftCommand.OfChain(Verb.ADD, place, chain, base, policy, Optional.empty()));
  }

  private void chain(Verb verb) throws NftFault, ToolFailure {
    Place place = place();
    NftToken chain = name();
    Optional<NftBase> base = Optional.empty();
    Optional<Boolean> policy = Optional.empty();
    Optional<NftToken> name = Optional.empty();
    if (verb == Verb.RENAME) {
      name = Optional.of(name());
    } else if (in.take("{")) {
      in.skipEnds();
      if (in.peek().is("type")) {
        base = Optional.of(new NftBaseReader(in, place.family()).read());
        in.skipEnds();
      }
      if (in.take("policy")) {
        policy = Optional.of(policy());
        in.skipEnds();
      }
      in.require("}");
    }
    out.add(new NftCommand.OfChain(verb, place, chain, base, policy, name));
  }

  private boolean policy() throws NftFault {
    NftToken word = in.next();
    if (!word.is("accept") && !word.is("drop")) {
      throw in.source().fault("invalid policy", word);
    }
    return word.is("accept");
  }

  private void rule(NftToken first, Verb verb) throws NftFault, ToolFailure {
    Place place = place();
    NftToken chain = name();
    if (verb == Verb.DELETE || verb == Verb.DESTROY) {
      in.require("handle");
      NftToken handle = in.peek();
      in.number();
      out.add(
          new NftCommand.OfRule(
              verb,
              place,
              chain,
              first,
              in.peek(),
              Optional.of(handle),
              OptionalInt.empty(),
              Optional.empty(),
              List.of()));
      return;
    }
    out.add(oneRule(first, verb, place, chain));
  }

  private NftCommand oneRule(NftToken first, Verb verb, Place place, NftToken chain)
      throws NftFault, ToolFailure {
    Optional<NftToken> handle = Optional.empty();
    OptionalInt index = OptionalInt.empty();
    if (in.take("handle") || in.take("position")) {
      handle = Optional.of(in.peek());
      in.number();
    } else if (in.take("index")) {
      index = OptionalInt.of((int) in.number());
    }
    NftStatements statements = new NftStatements(in, values, place.family());
    NftRule rule = statements.read();
    return new NftCommand.OfRule(
        verb,
        place,
        chain,
        first,
        in.peek(),
        handle,
        index,
        Optional.of(rule),
        statements.targets());
  }
}
