package passerelle.web;

import java.util.List;
import passerelle.cli.command.Viewer;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;

/**
 * What nearly everybody does first in a page. The compiler has the JVM perform it, and sees which
 * methods run: these a browser reads before the others.
 */
public final class FirstSteps {
  static final List<String> LINES =
      List.of(
          "docker run -d --name web -p 8080:80 nginx",
          "docker ps",
          "docker network ls",
          "docker inspect web",
          "docker exec web hostname -i",
          "docker run -d nginx",
          "docker network create shop",
          "ip addr",
          "iptables -t nat -S DOCKER",
          "laptop$ ping -c 1 192.0.2.10",
          "laptop$ curl -s http://192.0.2.10:8080/ | grep title");

  private FirstSteps() {}

  /** Opens a lab in each language, types and looks at the picture. */
  public static void main(String[] args) throws LabException {
    for (Language language : Language.values()) {
      PageLab lab = new PageLab("", "course", 1, language, new PageShelf());
      Viewer viewer = new Viewer(lab.commands(), lab.turns());
      PageTerminal terminal = lab.sit();
      // Another size than terminals have at first: who runs there hears of it.
      terminal.resize(120, 30);
      viewer.draw(true);
      for (String line : LINES) {
        if (!terminal.isIncomplete(line)) {
          terminal.run(line);
        }
        ask(terminal);
        terminal.completions(List.of("docker"), "r");
        viewer.draw(false);
      }
    }
  }

  /** As a page does before each prompt. */
  private static void ask(PageTerminal terminal) {
    terminal.prompt();
    terminal.place();
    terminal.isLeft();
    terminal.unread();
  }
}
