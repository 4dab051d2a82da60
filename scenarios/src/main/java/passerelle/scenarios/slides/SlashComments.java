package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Pattern;

/** Comments that authors write among commands as other languages have them. */
final class SlashComments {
  private static final Pattern COMMENT = Pattern.compile("(\\s*)//+\\s*(?=\\pL)(.*\\s.*)");

  private static final Pattern COMMAND =
      Pattern.compile(
          "\\s*(?:sudo )?(?:ip|docker|iptables|brctl|ping|sysctl|tcpdump|ifconfig|route|nft)"
              + " \\S.*");

  private static final Pattern PROMPT =
      Pattern.compile("\\s*(?:[$#>❯]|\\S+[@:~]\\S*[#$>]|\\S+[#$>] ).*");

  private SlashComments() {}

  /** The lines of a block with such comments as a shell has them, where it has no prompts. */
  static List<String> hashed(List<String> lines) {
    boolean any = lines.stream().anyMatch(line -> COMMENT.matcher(line).matches());
    return any
            && lines.stream().anyMatch(line -> COMMAND.matcher(line).matches())
            && lines.stream().noneMatch(line -> PROMPT.matcher(line).matches())
        ? lines.stream().map(line -> COMMENT.matcher(line).replaceFirst("$1# $2")).toList()
        : lines;
  }
}
