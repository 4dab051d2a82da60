package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.command.LabCommands;
import passerelle.cli.join.Door;
import passerelle.cli.join.Lookout;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.page.LabServer;
import passerelle.cli.page.PageFile;
import passerelle.cli.repl.Company;
import passerelle.cli.repl.Console;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.NoFiles;
import passerelle.files.Rendezvous;
import passerelle.text.Language;

/** What is typed at a terminal is seen in the page beside it, and by no page of another site. */
class PageBesideTest {
  @TempDir Path profile;
  @TempDir Path runtime;
  private final PipedOutputStream keys = new PipedOutputStream();
  private LabCommands commands;
  private Terminal terminal;
  private Thread typing;
  private Door door;
  private LabServer server;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    commands = Session.commands(lab, Language.EN, new NoFiles());
    Company company = new Company(commands, Optional.empty(), OptionalDouble.empty());
    terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type("ansi")
            .encoding(StandardCharsets.UTF_8)
            .streams(new PipedInputStream(keys, 1 << 16), new ByteArrayOutputStream())
            .build();
    Console console = new Console(company, new Session(commands), terminal, false);
    typing = new Thread(() -> console.run(Optional.empty()), "terminal");
    typing.setDaemon(true);
    typing.start();
    Rendezvous rendezvous = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    door = Door.open(rendezvous, company);
    long pid = ProcessHandle.current().pid();
    server =
        new LabServer(
            new PageFile(Pages.HOME),
            () -> new Lookout(rendezvous.partner(pid).orElseThrow(IOException::new)),
            0);
    browser = new Browser(profile, 1280, 720);
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
    server.close();
    door.close();
    keys.close();
    typing.join(10_000);
    terminal.close();
    commands.lab().close();
  }

  private void type(String line) throws IOException {
    keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private void seen(String text) {
    browser.awaitTrue(
        text, "document.getElementById('drawing').textContent.includes('" + text + "')");
  }

  @Test
  void theLabIsSeenWhileOneTypesAndItsPacketsArePlayed() throws Exception {
    browser.open(server.address().toString());
    seen("laptop");
    type("docker run -d --name web -p 8080:80 nginx");
    seen("172.17.0.2");
    type("laptop$ curl -s http://192.0.2.10:8080/");
    browser.await(
        "packets", () -> String.valueOf(browser.answer("lab.call('play')")).contains("curl"));
    browser.click("#play");
    browser.awaitTrue(
        "the player", "document.getElementById('playing').textContent.includes('curl')");
    type("lab> lang fr");
    browser.awaitTrue("French", "document.documentElement.lang === 'fr'");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theEndOfTheLabIsSaid() throws Exception {
    browser.open(server.address().toString());
    seen("laptop");
    door.close();
    browser.awaitTrue("the end", "document.getElementById('status').textContent.includes('ended')");
  }

  @Test
  void aPageOfAnotherSiteDoesNotReachIt() throws Exception {
    Path stranger = runtime.resolve("stranger.html");
    Files.writeString(stranger, "<!doctype html><title>x</title><body data-ready></body>");
    browser.open(stranger.toUri().toString());
    String page = server.address().toString();
    String socket = page.replace("http:", "ws:") + "lab";
    Object answer =
        browser.answer(
            "new Promise(done => { const s = new WebSocket(arguments[0]);"
                + " s.onopen = () => done('open'); s.onerror = () => done('refused'); })",
            socket);
    assertEquals("refused", answer);
    String read = "fetch(arguments[0]).then(r => r.text())";
    assertTrue(String.valueOf(browser.answer(read, page)).startsWith("FAILED"));
    Object frame =
        browser.answer(
            "new Promise(done => { const f = document.createElement('iframe'); f.src ="
                + " arguments[0]; f.onload = () => done(f.contentDocument === null ? 'closed' :"
                + " 'open'); document.body.append(f); })",
            page);
    assertEquals("closed", frame);
  }
}
