package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.text.WordSet;

/** Goes through the words that nft reads, and says what is wrong with one. */
final class NftReader {
  /** Words that the grammar calls by themselves. */
  private static final Set<String> KEYWORDS =
      WordSet.of(
          """
          accept add chain comment counter create ct daddr define delete describe destroy dnat dport
          drop dup element export flowtable flush fwd get handle hook icmp iif iifname import include
          inet insert ip ip6 jump limit list log map masquerade meta monitor oif oifname policy
          priority quota redirect reject rename replace reset return rule rules ruleset saddr
          secmark set snat sport state synproxy table tcp type udp
          """);

  private static final Map<String, String> SIGNS =
      Map.of("eq", "==", "ne", "!=", "lt", "<", "le", "<=", "gt", ">", "ge", ">=");

  private final NftSource source;
  private final List<NftToken> tokens;
  private final Map<String, List<NftToken>> defined = new HashMap<>();
  private int at;

  NftReader(NftSource source) {
    this.source = source;
    tokens = new ArrayList<>(source.tokens());
  }

  NftSource source() {
    return source;
  }

  /** The word that comes next; what was defined stands for its name. */
  NftToken peek() {
    NftToken token = tokens.get(at);
    if (token.kind() == NftToken.Kind.WORD && token.text().startsWith("$")) {
      List<NftToken> stands = defined.get(token.text().substring(1));
      if (stands != null) {
        tokens.remove(at);
        tokens.addAll(at, stands.stream().map(word -> word.at(token)).toList());
        return peek();
      }
    }
    return token;
  }

  NftToken next() throws NftFault {
    NftToken token = peek();
    if (token.isEnd()) {
      throw unexpected("");
    }
    at++;
    return token;
  }

  /** The word before. */
  NftToken previous() {
    return tokens.get(Math.max(0, at - 1));
  }

  /** {@code define NAME = VALUE}, up to the end of the line. */
  void define() throws NftFault {
    NftToken name = next();
    require("=");
    List<NftToken> value = new ArrayList<>();
    int depth = 0;
    while (depth > 0 || !peek().isEnd()) {
      NftToken token = peek();
      if (token.kind() == NftToken.Kind.END) {
        throw unexpected("");
      }
      depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
      at++;
      if (token.kind() != NftToken.Kind.NEWLINE) {
        value.add(token);
      }
    }
    defined.put(name.text(), value);
  }

  boolean take(String word) {
    if (peek().is(word)) {
      at++;
      return true;
    }
    return false;
  }

  void require(String word) throws NftFault {
    if (!take(word)) {
      boolean mark = word.length() == 1 && !Character.isLetter(word.charAt(0));
      throw unexpected(", expecting " + (mark ? "'" + word + "'" : word));
    }
  }

  /** Goes over ends of commands. */
  void skipEnds() {
    while (peek().kind() == NftToken.Kind.NEWLINE || peek().is(";")) {
      at++;
    }
  }

  void skipNewlines() {
    while (peek().kind() == NftToken.Kind.NEWLINE) {
      at++;
    }
  }

  boolean isDone() {
    return peek().kind() == NftToken.Kind.END;
  }

  long number() throws NftFault {
    NftToken token = peek();
    if (!token.isNumber()) {
      throw unexpected(", expecting number");
    }
    at++;
    return Long.decode(token.text().replaceFirst("^0+(?=[0-9])", ""));
  }

  /** The next word is not what may stand there. */
  NftFault unexpected(String expecting) {
    NftToken token = peek();
    return source.fault("syntax error, unexpected " + name(token) + expecting, token);
  }

  /**
   * A part of a block that does not end; a brace there does not close the block, which is open up
   * to the end of the text.
   */
  NftFault unended() {
    NftFault fault = unexpected(", expecting newline or semicolon");
    if (!peek().is("}")) {
      return fault;
    }
    NftToken end = tokens.get(tokens.size() - 1);
    NftFault open = source.fault("syntax error, unexpected end of file", end);
    return new NftFault(fault.getMessage() + open.getMessage());
  }

  /** The next word is the grammar's own, and nobody's name. */
  boolean isReserved() {
    return KEYWORDS.contains(peek().text());
  }

  /** What the grammar calls a word. */
  String name(NftToken token) {
    return switch (token.kind()) {
      case NEWLINE, END -> token.text();
      case QUOTED -> "quoted string";
      case JUNK -> "junk";
      case MARK -> token.is(";") ? "semicolon" : token.is(",") ? "comma" : "'" + token.text() + "'";
      case WORD ->
          token.isNumber() ? "number" : KEYWORDS.contains(token.text()) ? token.text() : "string";
    };
  }

  /** An operator in front of a value: empty when there is none. */
  String sign() throws NftFault {
    for (String sign : List.of("==", "!=", "<=", ">=", "<", ">")) {
      if (take(sign)) {
        return sign;
      }
    }
    for (Map.Entry<String, String> word : SIGNS.entrySet()) {
      if (take(word.getKey())) {
        return word.getValue();
      }
    }
    return "";
  }

  /** Whether an inequality stands there; an equality goes without saying. */
  boolean negation() throws NftFault {
    return sign().equals("!=");
  }

  /** Whether the last word was an equality. */
  boolean takenEquals() {
    return previous().is("==") || previous().is("eq");
  }

  /** One value, several with commas, or several in braces. */
  List<NftToken> list() throws NftFault {
    List<NftToken> out = new ArrayList<>();
    if (!take("{")) {
      out.add(value());
      while (take(",")) {
        out.add(value());
      }
      return out;
    }
    skipNewlines();
    while (!take("}")) {
      out.add(value());
      skipNewlines();
      if (!take(",") && !peek().is("}")) {
        throw unexpected(", expecting comma or '}'");
      }
      skipNewlines();
    }
    return out;
  }

  private NftToken value() throws NftFault {
    NftToken token = next();
    if (token.kind() == NftToken.Kind.MARK) {
      at--;
      throw unexpected("");
    }
    return token;
  }

  /** Words with something between them, up to an end that is gone over, too. */
  List<String> words(String end, String between) throws NftFault {
    List<String> out = new ArrayList<>();
    do {
      out.add(next().text());
    } while (take(between));
    if (end.equals(")")) {
      require(")");
    }
    return out;
  }
}
