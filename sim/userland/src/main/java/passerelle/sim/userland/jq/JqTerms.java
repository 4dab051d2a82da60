package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.userland.jq.JqLexer.Kind;
import passerelle.sim.userland.jq.JqLexer.Token;
import passerelle.sim.userland.jq.JqParser.Scope;

/** Parses the terms of a jq program: what stands between operators. */
record JqTerms(JqParser parser) {
  private static final Filter DOT = new Filter.Identity();

  Filter term(Scope names) throws JqSyntaxError {
    Token token = parser.token();
    switch (token.kind()) {
      case NUMBER -> {
        parser.advance();
        return new Filter.Literal(JsonReader.number(token.text()).orElseThrow(parser::error));
      }
      case STRING -> {
        return parser.text("text", names);
      }
      case FORMAT -> {
        parser.advance();
        return parser.token().kind() == Kind.STRING
            ? parser.text(token.text(), names)
            : new Filter.Format(token.text());
      }
      case FIELD -> {
        parser.advance();
        return new Filter.Index(DOT, new Filter.Literal(Json.of(token.text())));
      }
      case VARIABLE -> {
        parser.advance();
        if (!names.names().contains("$" + token.text())) {
          throw new JqSyntaxError("$" + token.text() + " is not defined", token.start());
        }
        return new Filter.Variable(token.text());
      }
      case WORD -> {
        return word(names);
      }
      default -> {
        return sign(names);
      }
    }
  }

  private Filter sign(Scope names) throws JqSyntaxError {
    if (parser.accept("..")) {
      return new Filter.Call("recurse", List.of());
    } else if (parser.accept(".")) {
      if (parser.token().kind() == Kind.STRING) {
        return new Filter.Index(DOT, parser.text("text", names));
      }
      return parser.accept("[") ? parser.brackets(DOT, names) : DOT;
    } else if (parser.accept("(")) {
      Filter inner = parser.whole(names);
      parser.require(")");
      return inner;
    } else if (parser.accept("[")) {
      if (parser.accept("]")) {
        return new Filter.Array(Optional.empty());
      }
      Filter inner = parser.whole(names);
      parser.require("]");
      return new Filter.Array(Optional.of(inner));
    } else if (parser.accept("{")) {
      return object(names);
    }
    throw parser.error();
  }

  private Filter word(Scope names) throws JqSyntaxError {
    Token token = parser.advance();
    switch (token.text()) {
      case "if" -> {
        return condition(names);
      }
      case "try" -> {
        Filter body = parser.postfixed(names);
        Optional<Filter> handler =
            parser.accept("catch") ? Optional.of(parser.postfixed(names)) : Optional.empty();
        return new Filter.Try(
            body, handler.or(() -> Optional.of(new Filter.Call("empty", List.of()))));
      }
      case "reduce", "foreach" -> {
        return fold(token.text().equals("reduce"), names);
      }
      case "null", "true", "false" -> {
        return new Filter.Literal(
            token.text().equals("null") ? Json.NULL : Json.of(token.text().equals("true")));
      }
      case "break" -> {
        return new Filter.Break(parser.advance().text());
      }
      default -> {
        return call(token, names);
      }
    }
  }

  private Filter call(Token name, Scope names) throws JqSyntaxError {
    List<Filter> arguments = new ArrayList<>();
    if (parser.accept("(")) {
      do {
        arguments.add(parser.whole(names));
      } while (parser.accept(";"));
      parser.require(")");
    }
    String signature = name.text() + "/" + arguments.size();
    if (!names.names().contains(signature)) {
      throw new JqSyntaxError(signature + " is not defined", name.start());
    }
    return new Filter.Call(name.text(), arguments);
  }

  private Filter condition(Scope names) throws JqSyntaxError {
    Filter test = parser.whole(names);
    parser.require("then");
    Filter then = parser.whole(names);
    if (parser.accept("elif")) {
      return new Filter.If(test, then, condition(names));
    }
    Filter otherwise = parser.accept("else") ? parser.whole(names) : DOT;
    parser.require("end");
    return new Filter.If(test, then, otherwise);
  }

  /** {@code SOURCE as PATTERN | BODY}, behind the {@code as}. */
  Filter bind(Filter source, Scope names) throws JqSyntaxError {
    List<String> bound = new ArrayList<>();
    Filter.Pattern pattern = pattern(names, bound);
    parser.require("|");
    return new Filter.Bind(source, pattern, parser.whole(names.with(bound.toArray(String[]::new))));
  }

  private Filter fold(boolean reduce, Scope names) throws JqSyntaxError {
    Filter source = source(names);
    List<String> bound = new ArrayList<>();
    Filter.Pattern pattern = pattern(names, bound);
    Scope inner = names.with(bound.toArray(String[]::new));
    parser.require("(");
    Filter first = parser.whole(inner);
    parser.require(";");
    Filter update = parser.whole(inner);
    Filter extract = !reduce && parser.accept(";") ? parser.whole(inner) : DOT;
    parser.require(")");
    return reduce
        ? new Filter.Reduce(source, pattern, first, update)
        : new Filter.Foreach(source, pattern, first, update, extract);
  }

  /** A term up to its {@code as}. */
  private Filter source(Scope names) throws JqSyntaxError {
    Filter term = term(names);
    while (!parser.accept("as")) {
      Token token = parser.token();
      if (token.kind() == Kind.FIELD) {
        parser.advance();
        term = new Filter.Index(term, new Filter.Literal(Json.of(token.text())));
      } else if (parser.accept("?")) {
        term = new Filter.Try(term, Optional.empty());
      } else {
        parser.require("[");
        term = parser.brackets(term, names);
      }
    }
    return term;
  }

  private Filter.Pattern pattern(Scope names, List<String> bound) throws JqSyntaxError {
    if (parser.token().kind() == Kind.VARIABLE) {
      String name = parser.advance().text();
      bound.add("$" + name);
      return new Filter.Pattern.Name(name);
    }
    if (parser.accept("[")) {
      List<Filter.Pattern> items = new ArrayList<>();
      do {
        items.add(pattern(names, bound));
      } while (parser.accept(","));
      parser.require("]");
      return new Filter.Pattern.Items(items);
    }
    parser.require("{");
    List<Filter> keys = new ArrayList<>();
    List<Filter.Pattern> values = new ArrayList<>();
    do {
      Token token = parser.token();
      if (token.kind() == Kind.VARIABLE) {
        parser.advance();
        bound.add("$" + token.text());
        keys.add(new Filter.Literal(Json.of(token.text())));
        values.add(new Filter.Pattern.Name(token.text()));
      } else {
        keys.add(key(names));
        parser.require(":");
        values.add(pattern(names, bound));
      }
    } while (parser.accept(","));
    parser.require("}");
    return new Filter.Pattern.Keys(keys, values);
  }

  private Filter key(Scope names) throws JqSyntaxError {
    Token token = parser.token();
    if (token.kind() == Kind.STRING) {
      return parser.text("text", names);
    }
    if (parser.accept("(")) {
      Filter key = parser.whole(names);
      parser.require(")");
      return key;
    }
    if (token.kind() != Kind.WORD && token.kind() != Kind.NUMBER) {
      throw parser.error();
    }
    parser.advance();
    return new Filter.Literal(Json.of(token.text()));
  }

  private Filter object(Scope names) throws JqSyntaxError {
    List<Filter.Entry> entries = new ArrayList<>();
    while (!parser.accept("}")) {
      Token token = parser.token();
      if (token.kind() == Kind.VARIABLE) {
        entries.add(new Filter.Entry(new Filter.Literal(Json.of(token.text())), term(names)));
      } else {
        Filter key = key(names);
        Filter value = parser.accept(":") ? entryValue(names) : new Filter.Index(DOT, key);
        entries.add(new Filter.Entry(key, value));
      }
      if (!parser.sees("}")) {
        parser.require(",");
      }
    }
    return new Filter.Object(entries);
  }

  private Filter entryValue(Scope names) throws JqSyntaxError {
    return parser.value(names);
  }
}
