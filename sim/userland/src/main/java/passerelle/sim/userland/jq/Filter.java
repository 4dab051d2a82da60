package passerelle.sim.userland.jq;

import java.util.List;
import java.util.Optional;

/** A part of a jq program. */
sealed interface Filter {
  /** {@code .}. */
  record Identity() implements Filter {}

  /** {@code TERM[INDEX]}, {@code .name}. */
  record Index(Filter term, Filter index) implements Filter {}

  /** {@code TERM[FROM:TO]}. */
  record Slice(Filter term, Optional<Filter> from, Optional<Filter> to) implements Filter {}

  /** {@code TERM[]}. */
  record Each(Filter term) implements Filter {}

  /** A constant. */
  record Literal(Json value) implements Filter {}

  /**
   * A string with what is put into it.
   *
   * @param format how values are written, such as {@code text}, {@code base64}
   */
  record Text(String format, List<Filter> parts) implements Filter {}

  /** {@code @csv}. */
  record Format(String name) implements Filter {}

  /** {@code [FILTER]}. */
  record Array(Optional<Filter> values) implements Filter {}

  /** {@code {KEY: VALUE}}. */
  record Object(List<Entry> entries) implements Filter {}

  /** One key with its value. */
  record Entry(Filter key, Filter value) {}

  /** {@code LEFT | RIGHT}. */
  record Pipe(Filter left, Filter right) implements Filter {}

  /** {@code LEFT , RIGHT}. */
  record Comma(Filter left, Filter right) implements Filter {}

  /** Arithmetic, comparison, {@code and}, {@code or}, {@code //}. */
  record Binary(String operator, Filter left, Filter right) implements Filter {}

  /** {@code PATH = VALUE}, {@code |=}, {@code +=}... */
  record Assign(String operator, Filter path, Filter value) implements Filter {}

  /** {@code -TERM}. */
  record Negate(Filter term) implements Filter {}

  /** {@code if}; without an else what came goes on. */
  record If(Filter condition, Filter then, Filter otherwise) implements Filter {}

  /** {@code try BODY catch HANDLER}, {@code BODY?}. */
  record Try(Filter body, Optional<Filter> handler) implements Filter {}

  /** {@code reduce SOURCE as $x (FIRST; UPDATE)}. */
  record Reduce(Filter source, Pattern pattern, Filter first, Filter update) implements Filter {}

  /** {@code foreach SOURCE as $x (FIRST; UPDATE; EXTRACT)}. */
  record Foreach(Filter source, Pattern pattern, Filter first, Filter update, Filter extract)
      implements Filter {}

  /** {@code SOURCE as $x | BODY}. */
  record Bind(Filter source, Pattern pattern, Filter body) implements Filter {}

  /** {@code def NAME(PARAMETERS): BODY; REST}. */
  record Define(String name, List<String> parameters, Filter body, Filter rest) implements Filter {}

  /** {@code NAME(ARGUMENTS)}. */
  record Call(String name, List<Filter> arguments) implements Filter {}

  /** {@code $NAME}. */
  record Variable(String name) implements Filter {}

  /** {@code label $NAME | BODY}. */
  record Label(String name, Filter body) implements Filter {}

  /** {@code break $NAME}. */
  record Break(String name) implements Filter {}

  /** What a value is taken apart into. */
  sealed interface Pattern {
    /** {@code $name}. */
    record Name(String name) implements Pattern {}

    /** {@code [P, P]}. */
    record Items(List<Pattern> items) implements Pattern {}

    /** {@code {key: P}}. */
    record Keys(List<Filter> keys, List<Pattern> values) implements Pattern {}
  }
}
