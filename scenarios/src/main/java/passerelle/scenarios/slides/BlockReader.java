package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.text.WordSet;

/**
 * Which blocks of a deck hold commands, which of their lines are outputs, and which all are.
 *
 * @param isTool tells words that nothing prints alone, so that they are commands
 */
record BlockReader(TypedBlock.Shell shell, Predicate<String> isTool) {
  private static final Set<String> SHELLS =
      WordSet.of(
          """
          bash sh shell zsh ash console shell-session sh-session shellsession terminal term
          term1 term2 cmd cli command commandline docker bash-session s
          """);
  private static final Set<String> UNTOLD =
      Set.of(
          "",
          "text",
          "txt",
          "plain",
          "plaintext",
          "none",
          "powershell",
          "ps1",
          "pwsh",
          "bat",
          "batch");

  /** Languages in which commands answer. */
  private static final Set<String> PRINTED =
      Set.of("json", "yaml", "yml", "html", "xml", "ini", "conf", "log", "dockerfile");

  /** How SQL begins, and redis, which a shell that is open may be waiting for. */
  private static final Pattern SHOUTED = Pattern.compile("[A-Z]{3,}\\b(?!:)");

  private static final Set<String> OUTPUTS = Set.of("output", "stdout", "sortie", "result");

  /** What a line says that announces an output. */
  private static final Pattern PRINTS =
      Pattern.compile(
          "(?i)output|result|print|show|display|look|see\\b|get\\b|answer|expect|sortie|résultat|affich|obt|répon|voi"
              + "|aurez|retour|salida|saída|verás|muestra|ausgabe|ergebnis|输出|輸出|结果|結果|显示|顯示|출력|결과");

  /** What prints no more than an id or a name where it does what it is to. */
  private static final Pattern BRIEF =
      Pattern.compile(
          "(?s)(?:sudo )?docker (?:(?:container )?(?:run"
              + " .*?(?<=\\s)(?:-[a-z]*d[a-z]*|--detach)\\s.*|create .*|start .*|stop .*|rm"
              + " .*)|network (?:create|connect|disconnect|rm) .*)");

  /** What it says besides: that it cannot, or that it has to fetch its image first. */
  private static final Pattern TOLD =
      Pattern.compile("(?i)error|warning|unable to|usage:|pull|unknown|invalid|\\.\\.\\.|…");

  /** What stands above an output within a block, and is none of it. */
  private static final Pattern LABEL =
      Pattern.compile("(?i)\\s*(?:output|result|sortie|résultat|salida|ausgabe)\\s*:\\s*");

  /** A comment that says that what stands below it was printed. */
  private static final Pattern ANNOUNCES =
      Pattern.compile(
          "(?i)\\s*#.*(?:\\boutput\\b|\\bsortie\\b|résultat|\\bsalida\\b|\\bsaída\\b|ausgabe).*");

  /** A text that has its reader write the lines below it into a file. */
  private static final Pattern FILLS =
      Pattern.compile(
          "(?isu)\\b(?:add|append|write|put|insert|ajout|écri|mett|inscri)\\w*\\b.{0,90}\\b(?:following|this|these|suivante?s?|cette|ces)\\b.{0,90}\\b(?:file|fichier)\\b.{0,90}"
              + "|.{0,300}\\b(?:file|fichier)\\b.{0,160}\\b(?:add|append|write|put|insert|ajout|écri|mett|inscri)\\w*\\b.{0,60}\\b(?:following|this|these|suivante?s?|cette|ces)\\b.{0,90}");

  /** A terminal of several, in which something is seen, or what may be seen some other time. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?iu)\\bterminal\\s*(?:#|n°)?\\s*\\d|\\byou (?:may|might) see\\b");

  private static final Pattern ITEM = Pattern.compile("\\s*[-*+] .*:\\W*");

  /** The corners of a box, which no program prints but those that draw. */
  private static final Pattern DRAWN = Pattern.compile("[┌┐╔╗╭╮]");

  private static final Pattern INSTALLS =
      Pattern.compile("apt(?:-get)? (?:install|update)|apk add");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=(?!# )");

  /** A file that is run by its path. */
  private static final Pattern RUN_BY_PATH = Pattern.compile("(?:\\.|~|/[\\w.-]+)/\\S+(?:\\s.*)?");

  /** A place of the system where no programs are. */
  private static final Pattern PLACE =
      Pattern.compile("\\s*/(?:proc|sys|run|var|etc|dev)(?:/[\\w.<>$-]+)*/?\\s*");

  /** A sentence of the author's: words with a capital before them. */
  private static final Pattern SENTENCE =
      Pattern.compile("[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-Za-zÀ-ÿ\\d'’(),.-]+){3,}:?");

  /** A way through several things, as authors draw it. */
  private static final Pattern ARROWS = Pattern.compile("[^#'\"|]* [→⇒] .*");

  /** A long option, which a text explains. */
  private static final Pattern OPTION = Pattern.compile("--[a-z]");

  /** What could be a command that no machine here has: a word in small letters, and arguments. */
  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("(?s)(?:\\./)?[a-z][a-z0-9_.-]* .*");

  /**
   * The commands of a block, each above its output; none if the block is no shell's. A block that
   * holds nothing but an output may have its command in the text above it.
   */
  List<Typed> commands(CodeBlock block) {
    List<Typed> typed = typed(block);
    String first = block.lines().stream().filter(l -> !l.isBlank()).findFirst().orElse("");
    boolean printed =
        typed.isEmpty()
            && (SHELLS.contains(block.info())
                || UNTOLD.contains(block.info())
                || OUTPUTS.contains(block.info()))
            && PrintedLine.is(first)
            && !PrintedFile.isFile(block);
    return printed
        ? TextCommand.of(block.lead(), shell).stream()
            .map(command -> new Typed(0, Optional.empty(), command, block.lines()))
            .toList()
        : typed;
  }

  private List<Typed> typed(CodeBlock numbered) {
    List<String> plain = BareCommands.unnumbered(numbered.lines(), shell);
    CodeBlock block = new CodeBlock(numbered.line(), numbered.info(), numbered.lead(), plain);
    boolean told = SHELLS.contains(block.info());
    boolean untold = UNTOLD.contains(block.info());
    if (!told && !untold && !beginsWithCommand(block)
        || PrintedFile.isFile(block)
        || told && (showsOutput(block) || isContent(block) || namesPaths(block))) {
      return List.of();
    }
    List<Typed> typed = TypedBlock.of(block.lines(), shell);
    if (typed.stream().anyMatch(t -> t.where().isPresent())) {
      boolean mixed = isBare(typed.get(0), block.lines());
      return typed.stream()
          .map(t -> withoutSentence(t, block.lines()))
          .flatMap(t -> withParagraphs(t, mixed).stream())
          .toList();
    }
    List<Typed> commands = withOutputs(typed, block.lines());
    return told || !untold || isUntold(block, commands) ? commands : List.of();
  }

  /** Without a sentence that stands for itself between a command and the prompt below. */
  private static Typed withoutSentence(Typed typed, List<String> lines) {
    int below = typed.line() + (int) typed.command().lines().count();
    boolean apart =
        typed.output().size() == 1
            && lines.get(below).isBlank()
            && !lines.get(lines.size() - 1).equals(typed.output().get(0));
    return apart && SENTENCE.matcher(typed.output().get(0).strip()).matches()
        ? typed.printing(List.of())
        : typed;
  }

  /**
   * A command at a prompt, and those of the paragraphs below what it prints that begin with {@code
   * sudo} or {@code docker}, or install something, which nothing prints: their author has left the
   * prompt out.
   *
   * @param mixed the block began without a prompt, so that any command may be without
   */
  private List<Typed> withParagraphs(Typed typed, boolean mixed) {
    List<String> lines = typed.output();
    int begin = 0;
    while (begin < lines.size() && !beginsParagraph(lines, begin, mixed)) {
      begin++;
    }
    if (begin >= lines.size()) {
      return List.of(typed);
    }
    List<Typed> all = new ArrayList<>();
    all.add(typed.printing(lines.subList(0, Math.max(0, begin - 1))));
    int first = typed.line() + (int) typed.command().lines().count();
    List<String> below = lines.subList(begin, lines.size());
    for (Typed next : withOutputs(TypedBlock.of(below, shell), below)) {
      all.add(
          new Typed(
              first + begin + next.line(),
              place(typed, next.command()),
              next.command().strip(),
              next.output()));
    }
    return all;
  }

  /** Who needs sudo is no longer root. */
  private static Optional<Where> place(Typed above, String command) {
    return above
        .where()
        .map(
            where ->
                where instanceof Where.Login login && command.startsWith("sudo ")
                    ? new Where.Login(login.machine(), false)
                    : where);
  }

  /** Whether a command stands without a prompt in a block that has some. */
  private boolean isBare(Typed typed, List<String> lines) {
    return typed.where().filter(Where.Here.class::isInstance).isPresent()
        && !TypedBlock.hasPrompt(List.of(lines.get(typed.line())), shell);
  }

  private boolean beginsParagraph(List<String> lines, int at, boolean mixed) {
    int above = at - 1;
    while (above >= 0 && lines.get(above).strip().startsWith("#")) {
      above--;
    }
    String[] words = lines.get(at).strip().split("\\s+");
    boolean typed =
        words.length > 1 && words[0].equals("sudo") && shell.isCommand(words[1])
            || words.length > 2 && words[0].equals("docker") && !words[1].equals("version")
            || words.length > 1 && INSTALLS.matcher(words[0] + " " + words[1]).matches()
            || mixed
                && words.length > 1
                && shell.isCommand(words[0])
                && !PrintedLine.is(lines.get(at));
    return typed && (at == 0 || above < 0 || lines.get(above).isBlank());
  }

  /** Whether a block holds what is to be written into a file, and no command. */
  private boolean isContent(CodeBlock block) {
    String[] paragraphs = block.lead().strip().split("\n\\s*\n");
    return FILLS.matcher(paragraphs[paragraphs.length - 1]).find()
        && !TypedBlock.hasPrompt(block.lines(), shell)
        && block.lines().stream().noneMatch(line -> shell.isCommand(TypedBlock.firstWord(line)));
  }

  /** Whether a block only names places of the system, at which nothing is to be run. */
  private static boolean namesPaths(CodeBlock block) {
    return block.lines().stream().allMatch(line -> line.isBlank() || PLACE.matcher(line).matches());
  }

  /** Whether a block of a shell is announced as an output, and begins as no command does. */
  private boolean showsOutput(CodeBlock block) {
    String first = block.lines().stream().filter(l -> !l.isBlank()).findFirst().orElse("");
    return !block.lead().isEmpty()
        && isAnnounced(block)
        && PrintedLine.is(first)
        && !isKnown(first.strip())
        && !TypedBlock.hasPrompt(block.lines(), shell);
  }

  /**
   * Whether the first line of a block is a command, though its fence names another language: that
   * of what the command prints, mostly.
   */
  private boolean beginsWithCommand(CodeBlock block) {
    if (!PRINTED.contains(block.info())) {
      return false;
    }
    String first = block.lines().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    return TypedBlock.hasPrompt(List.of(first), shell)
        || first.contains(" ") && shell.isCommand(TypedBlock.firstWord(first));
  }

  /**
   * Lines of a block without prompts that nobody would type are what the command before prints, and
   * so is what follows them up to the next command; before the first command they are text.
   *
   * @param lines those of the block
   */
  private List<Typed> withOutputs(List<Typed> typed, List<String> lines) {
    List<Typed> commands = new ArrayList<>();
    boolean printing = false;
    for (Typed line : typed) {
      // Within an output, NAME=VALUE below an indentation is one, too.
      boolean field = printing && line.command().matches("(?s)\\s+\\w+=.*");
      if (BareCommands.isListed(lines, line.line(), shell)) {
        continue;
      }
      boolean command = !field && isKnown(line.command().strip());
      if (!command && ARROWS.matcher(line.command()).matches()) {
        continue;
      }
      boolean printed =
          isNamed(line.command().strip(), commands)
              || PrintedLine.is(line.command())
                  && !(commands.isEmpty() && SHOUTED.matcher(line.command()).lookingAt())
              || line.line() > 0 && ANNOUNCES.matcher(lines.get(line.line() - 1)).matches();
      printing = !command && (printing || printed);
      if (!printing) {
        commands.add(line);
      } else if (!commands.isEmpty() && !LABEL.matcher(line.command()).matches()) {
        Typed last = commands.remove(commands.size() - 1);
        List<String> output = new ArrayList<>(last.output());
        output.addAll(line.command().lines().toList());
        commands.add(last.printing(output));
      }
    }
    return commands;
  }

  /** Whether a line holds nothing but words that commands above it have named, as lists do. */
  private static boolean isNamed(String line, List<Typed> commands) {
    boolean again =
        line.contains(" ") && commands.stream().anyMatch(c -> c.command().strip().equals(line));
    boolean run =
        !commands.isEmpty()
            && commands.get(commands.size() - 1).command().strip().startsWith("chmod ")
            && RUN_BY_PATH.matcher(line).matches();
    return !line.isEmpty()
        && !again
        && !run
        && !commands.isEmpty()
        && !line.startsWith("-")
        && Stream.of(line.split("\\s+"))
            .allMatch(
                word ->
                    commands.stream()
                        .anyMatch(c -> List.of(c.command().split("\\s+")).contains(word)));
  }

  /**
   * Whether a block without prompts of which nothing tells what it is holds commands: the first
   * begins as one, most of the others do, too, and the rest could be some that are not here. A word
   * alone is what another command has printed, rather.
   */
  private boolean isUntold(CodeBlock block, List<Typed> commands) {
    List<String> lines = commands.stream().map(c -> c.command().strip()).toList();
    boolean alone =
        lines.stream()
            .allMatch(
                line ->
                    line.matches("\\S+")
                        && !isTool.test(line)
                        && !ASSIGNMENT.matcher(line).lookingAt());
    long known = lines.stream().filter(this::isKnown).count();
    return block.info().isEmpty()
        && !commands.isEmpty()
        && isKnown(lines.get(0))
        && 2 * known >= lines.size()
        && lines.stream().allMatch(line -> isKnown(line) || UNKNOWN_COMMAND.matcher(line).matches())
        && !(alone && isAnnounced(block));
  }

  /** Whether a line begins as a command that is here, and not as what one prints. */
  private boolean isKnown(String line) {
    return (shell.isCommand(TypedBlock.firstWord(line)) || ASSIGNMENT.matcher(line).lookingAt())
        && !PrintedLine.looksTyped(line);
  }

  /**
   * Whether the text before a block, or the item of a list that it stands in, says that it is an
   * output, or there is no text.
   */
  private static boolean isAnnounced(CodeBlock block) {
    String said = block.lead().substring(block.lead().lastIndexOf('\n') + 1);
    return (said.equals(block.lead()) || ITEM.matcher(said).matches())
        && (said.isEmpty() || PRINTS.matcher(said).find());
  }

  /** Whether a block shows what a command, the last of the block before it, prints. */
  boolean isOutput(Typed command, CodeBlock block) {
    boolean brief =
        BRIEF.matcher(command.command().strip()).matches()
            && block.lines().stream().noneMatch(line -> TOLD.matcher(line).find());
    return isOutput(block)
        && !(brief && block.lines().stream().anyMatch(l -> l.strip().contains(" ")));
  }

  /** Whether a block shows what the last command of the block before it prints. */
  boolean isOutput(CodeBlock block) {
    return (OUTPUTS.contains(block.info())
            || (UNTOLD.contains(block.info()) || SHELLS.contains(block.info()))
                && commands(block).isEmpty()
                && !PrintedFile.isFile(block))
        && isAnnounced(block)
        && !ELSEWHERE.matcher(block.lead()).find()
        && block.lines().stream()
            .noneMatch(
                line ->
                    line.strip().contains(" ") && shell.isCommand(TypedBlock.firstWord(line))
                        || DRAWN.matcher(line).find()
                        || isTool.test(line.strip())
                        || OPTION.matcher(line.strip()).lookingAt());
  }
}
