package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.shell.Command.Assignment;
import passerelle.sim.shell.Command.Redirect;
import passerelle.sim.shell.SyntaxError.Kind;

/** Makes a tree of a script, by recursive descent (POSIX XCU 2.10). */
final class Parser {
  private static final Set<String> ENDS =
      Set.of("then", "do", "done", "fi", "elif", "else", "esac", "}");

  private final Lexer lexer;
  private final CompoundParser compounds = new CompoundParser(this);
  private final RedirectParser redirects = new RedirectParser(this);
  private final Sources sources = new Sources();
  private final Aliases aliases;
  private final Map<String, Integer> expanding = new HashMap<>();
  private Token token;
  private boolean separated;

  Parser(Lexer lexer) throws SyntaxError {
    this(lexer, new Aliases());
  }

  /**
   * A parser that puts what they stand for in the place of aliases.
   *
   * @param aliases those that are known when it begins
   */
  Parser(Lexer lexer, Aliases aliases) throws SyntaxError {
    this.lexer = lexer;
    this.aliases = aliases;
    token = lexer.next();
  }

  /** Parses a whole script. */
  Command parseAll() throws SyntaxError {
    Command all = list(false, "");
    if (token.kind() != Token.Kind.END) {
      throw unexpected("");
    }
    return all;
  }

  /** The commands of the next line, and of as many more as they need; empty at the end. */
  Optional<Command> nextLine() throws SyntaxError {
    skipNewlines();
    List<Command> commands = new ArrayList<>();
    while (token.kind() != Token.Kind.END && token.kind() != Token.Kind.NEWLINE) {
      if (endsList() || !commands.isEmpty() && !separated) {
        throw unexpected("");
      }
      commands.add(item(""));
    }
    return commands.isEmpty() ? Optional.empty() : Optional.of(sequence(commands));
  }

  /** Whether nothing but blanks stands behind what has been read. */
  boolean isAtEnd() {
    return lexer.script().substring(lexer.position()).isBlank();
  }

  /** Parses up to the {@code )} that closes a substitution, and takes not a character more. */
  Command parseUntilParenthesis() throws SyntaxError {
    Command all = list(false, "");
    if (!token.isOperator(")")) {
      throw token.kind() == Token.Kind.END ? unclosedSubstitution() : unexpected(")");
    }
    return all;
  }

  /** bash finds this out at the end of the script, one line on. */
  private SyntaxError unclosedSubstitution() {
    int more = lexer.dialect() == Dialect.BASH ? 1 : 0;
    return new SyntaxError(Kind.UNCLOSED, ")", "", lexer.line() + more);
  }

  Token token() {
    return token;
  }

  /** What each command and each word that was parsed is written as. */
  Sources sources() {
    return sources;
  }

  private Command written(int start, Command command) {
    sources.put(command, lexer.script().substring(start, Math.max(start, token.start())).strip());
    return command;
  }

  Lexer lexer() {
    return lexer;
  }

  Token take() throws SyntaxError {
    Token taken = token;
    token = lexer.next();
    return taken;
  }

  void skipNewlines() throws SyntaxError {
    while (token.kind() == Token.Kind.NEWLINE) {
      take();
    }
  }

  void expectKeyword(String keyword) throws SyntaxError {
    if (!token.isKeyword(keyword)) {
      throw unexpected(keyword);
    }
    take();
  }

  void expectOperator(String operator) throws SyntaxError {
    if (!token.isOperator(operator)) {
      throw unexpected(operator);
    }
    take();
  }

  /** The current token cannot be here; {@code expecting} may be empty. */
  SyntaxError unexpected(String expecting) {
    Kind kind = token.kind() == Token.Kind.END ? Kind.END_OF_FILE : Kind.UNEXPECTED;
    return new SyntaxError(kind, token.text(), expecting, token.line());
  }

  /** Commands up to a token that begins none; at least one where {@code needed}. */
  Command list(boolean needed, String expecting) throws SyntaxError {
    List<Command> commands = new ArrayList<>();
    skipNewlines();
    while (!endsList()) {
      commands.add(item(expecting));
      if (!separated && token.kind() != Token.Kind.NEWLINE) {
        break;
      }
      skipNewlines();
    }
    if (needed && commands.isEmpty()) {
      throw unexpected(expecting);
    }
    return sequence(commands);
  }

  private static Command sequence(List<Command> commands) {
    return commands.size() == 1 ? commands.get(0) : new Command.Sequence(commands);
  }

  /** One command of a list with what separates it from the next, if that is no new line. */
  private Command item(String expecting) throws SyntaxError {
    int start = token.start();
    Command command = andOr(expecting);
    separated = token.isOperator("&") || token.isOperator(";");
    if (token.isOperator("&")) {
      command = new Command.Background(command, textFrom(start));
    }
    if (separated) {
      take();
    }
    return command;
  }

  private boolean endsList() {
    return token.kind() == Token.Kind.END
        || token.isOperator(")")
        || CompoundParser.BRANCH_ENDS.contains(token.text()) && token.kind() == Token.Kind.OPERATOR
        || token.kind() == Token.Kind.WORD && ENDS.contains(token.text());
  }

  private Command andOr(String expecting) throws SyntaxError {
    int start = token.start();
    Command left = pipeline(expecting);
    while (token.isOperator("&&") || token.isOperator("||")) {
      boolean and = take().text().equals("&&");
      skipNewlines();
      left = written(start, new Command.AndOr(left, and, pipeline("")));
    }
    return left;
  }

  private Command pipeline(String expecting) throws SyntaxError {
    int start = token.start();
    return written(start, pipelineHere(expecting));
  }

  private Command pipelineHere(String expecting) throws SyntaxError {
    if (token.isKeyword("!")) {
      take();
      boolean alone = endsList() || token.kind() == Token.Kind.NEWLINE || token.isOperator(";");
      boolean bash = lexer.dialect() == Dialect.BASH;
      if (token.isKeyword("!") && !bash) {
        throw unexpected("");
      }
      return new Command.Not(alone && bash ? new Command.Sequence(List.of()) : pipeline(expecting));
    }
    if (token.isKeyword("time") && lexer.dialect().hasKeyword("time")) {
      take();
      boolean posix = token.isKeyword("-p");
      if (posix) {
        take();
      }
      boolean alone = endsList() || token.kind() == Token.Kind.NEWLINE || token.isOperator(";");
      return new Command.Timed(
          posix, alone ? new Command.Sequence(List.of()) : pipeline(expecting));
    }
    int start = token.start();
    List<Command> commands = new ArrayList<>();
    commands.add(command(expecting));
    while (token.isOperator("|") || token.isOperator("|&")) {
      if (take().text().equals("|&")) {
        commands.add(redirects.withErrors(commands.remove(commands.size() - 1)));
      }
      skipNewlines();
      commands.add(command(""));
    }
    return commands.size() == 1 ? commands.get(0) : new Command.Pipeline(commands, textFrom(start));
  }

  /** What stands between a place in the script and the current token. */
  String textFrom(int start) {
    return lexer.script().substring(start, Math.max(start, token.start())).strip();
  }

  Command command(String expecting) throws SyntaxError {
    lexer.enter();
    try {
      int line = token.line();
      int start = token.start();
      Optional<Command> compound = compounds.parse();
      if (compound.isEmpty()) {
        return written(start, simple(expecting));
      }
      List<Redirect> behind = redirects.all();
      return written(
          start,
          behind.isEmpty() ? compound.get() : new Command.Redirected(compound.get(), behind, line));
    } finally {
      lexer.leave();
    }
  }

  Word takeWord() throws SyntaxError {
    Token taken = take();
    Word word = taken.word().orElseThrow();
    sources.put(word, taken.text());
    return word;
  }

  private Command simple(String expecting) throws SyntaxError {
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Assignment> declared = new ArrayList<>();
    List<Redirect> redirections = new ArrayList<>();
    int line = token.line();
    int start = token.start();
    boolean mayBeAlias = true;
    while (true) {
      if (mayBeAlias) {
        mayBeAlias = substitute();
      }
      if (redirects.isNext()) {
        redirections.add(redirects.one());
      } else if (token.kind() == Token.Kind.WORD) {
        Token taken = token;
        Optional<Assignment> assignment =
            AssignmentReader.of(lexer.dialect(), taken.word().orElseThrow());
        String text = taken.text();
        Word word = takeWord();
        if (words.isEmpty() && assignment.isPresent()) {
          assignments.add(assignment.get());
        } else if (word.compound().isPresent()) {
          words.add(declared(words, taken, assignment.orElseThrow()));
          declared.add(assignment.get());
        } else {
          words.add(word);
        }
        mayBeAlias |= words.isEmpty();
        if (words.size() == 1 && token.isOperator("(") && assignments.isEmpty()) {
          return function(text);
        }
      } else {
        break;
      }
    }
    if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
      throw unexpected(expecting);
    }
    return new Command.Simple(assignments, words, declared, redirections, line, textFrom(start));
  }

  /** The name of an array that a declaration gives values; nothing else takes a list. */
  private static Word declared(List<Word> words, Token token, Assignment assignment)
      throws SyntaxError {
    if (words.isEmpty() || !words.get(0).declares()) {
      throw new SyntaxError(Kind.UNEXPECTED, "(", "", token.line());
    }
    return new Word(List.of(new Word.Text(assignment.name(), false)));
  }

  /**
   * Puts its value in the place of an alias, which is not looked at again within that (POSIX XCU
   * 2.3.1).
   *
   * @return the word behind may be an alias, too: the value ends in a blank
   */
  private boolean substitute() throws SyntaxError {
    boolean blank = false;
    while (token.kind() == Token.Kind.WORD) {
      String name = token.text();
      Optional<String> value = aliases.find(token);
      int start = token.start();
      if (value.isEmpty() || expanding.getOrDefault(name, -1) > start) {
        break;
      }
      int growth = value.get().length() - name.length();
      expanding.replaceAll((other, end) -> end > start ? end + growth : end);
      expanding.put(name, start + value.get().length());
      lexer.replaceFrom(start, value.get());
      token = lexer.next();
      blank |= value.get().endsWith(" ");
    }
    return blank;
  }

  /** Any word that nothing is to be done with may be the name of a function. */
  private Command function(String name) throws SyntaxError {
    take();
    if (!token.isOperator(")") || !name.matches("[^$`'\"\\\\=]+")) {
      throw unexpected(")");
    }
    take();
    skipNewlines();
    if (lexer.dialect() == Dialect.BASH) {
      return new Command.Function(name, compounds.parse().orElseThrow(() -> unexpected("{")));
    }
    return new Command.Function(name, command("{"));
  }
}
