package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import passerelle.picture.Arrangement.Row;
import passerelle.picture.Sheet.Side;
import passerelle.picture.Sheet.Socket;

/** Draws the box of a stack beside the host: who is in it, and its devices. */
record BoxDrawer(Sheet sheet, Row row, int x, int y, SvgOut out) {
  private static final int PAD = 10;
  private static final int ROOM = Sheet.BOX_WIDTH - 2 * PAD;
  private static final int PILL = 22;
  private static final int LOOPBACK = 46;

  /** Narrower pills than this are left out, others of the box shown. */
  private static final int READABLE = 72;

  /** Where the cable of its own column comes in, below the upper edge. */
  private static final int ENTRY = 35;

  BoxDrawer(Sheet sheet, Row row, int x, int y) {
    this(sheet, row, x, y, sheet.out);
  }

  /** Draws it. The device of its own cable is plugged in on the left, others below. */
  void draw(Optional<Picture.Cable> own) {
    if (row.isGroup()) {
      group();
      return;
    }
    Picture.Stack stack = row.first();
    String style = stack.kind() == Picture.Kind.STOPPED ? "stopped" : "";
    out.on(SvgOut.Layer.THINGS)
        .begin(stack.id(), kind(stack), stack.name(), style, title(stack), "netns", stack.netns())
        .rect("box", x, y, Sheet.BOX_WIDTH, Sheet.BOX_HEIGHT, 8)
        .end();
    Optional<Picture.Device> loopback =
        stack.devices().stream().filter(Picture.Device::isLoopback).findFirst();
    loopback.ifPresent(this::loopback);
    who(stack, ROOM - loopback.map(d -> loopbackWidth(d) + 6).orElse(0));
    devices(stack, own);
  }

  private static String kind(Picture.Stack stack) {
    return stack.kind() == Picture.Kind.NAMESPACE ? "namespace" : "stack-of-container";
  }

  private static String title(Picture.Stack stack) {
    List<String> words = new ArrayList<>();
    for (Picture.Resident resident : stack.residents()) {
      words.add(resident.name() + " (" + resident.mode() + ", " + resident.state() + ")");
    }
    if (words.isEmpty()) {
      words.add("ip netns " + stack.name());
    }
    stack.devices().forEach(d -> words.add(Titles.device(d)));
    return String.join("; ", words);
  }

  private static int loopbackWidth(Picture.Device device) {
    return LOOPBACK + (device.up() ? 0 : Fit.mono(" DOWN"));
  }

  private void loopback(Picture.Device device) {
    int left = x + Sheet.BOX_WIDTH - PAD - loopbackWidth(device) + 4;
    out.on(SvgOut.Layer.THINGS).begin(device, "");
    loop(out, left + 7, y + 16);
    out.text("mono quiet", left + 20, y + 22, device.name() + (device.up() ? "" : " DOWN")).end();
  }

  /** The mark of a loopback device: a circle with an arrow. */
  static void loop(SvgOut out, int x, int y) {
    out.path(
        "loop",
        "M%s,%sA6,6 0 1 0 %s,%sM%s,%sV%sH%s"
            .formatted(x + 5, y - 3, x + 6, y + 1, x + 6, y - 7, y - 2, x + 1));
  }

  private void who(Picture.Stack stack, int room) {
    if (stack.residents().isEmpty()) {
      out.on(SvgOut.Layer.THINGS).text("strong", x + PAD, y + 22, Fit.boldIn(stack.name(), room));
      return;
    }
    int n = stack.residents().size();
    int shown = Math.min(n, 3);
    int each = widest(stack.residents(), shown, room);
    while (shown > 1 && each < READABLE) {
      each = widest(stack.residents(), --shown, room);
    }
    int at = x + PAD - 3;
    for (Picture.Resident resident : stack.residents().subList(0, shown)) {
      int width = Math.min(each, Fit.bold(resident.name()) + 20);
      pill(sheet, resident, at, y + 3, width);
      at += width + 4;
    }
    if (n > shown) {
      out.text("strong", at + 2, y + 22, "+" + (n - shown));
    }
  }

  /** The width that the first pills may have at most, so that all have room. */
  private static int widest(List<Picture.Resident> all, int shown, int room) {
    int left = room - (shown - 1) * 4 - (all.size() > shown ? 36 : 0);
    for (int most = left; most > PILL; most -= 4) {
      int limit = most;
      IntStream widths =
          all.stream().limit(shown).mapToInt(r -> Math.min(limit, Fit.bold(r.name()) + 20));
      if (widths.sum() <= left) {
        return most;
      }
    }
    return PILL;
  }

  /** A container. */
  static void pill(Sheet sheet, Picture.Resident resident, int x, int y, int width) {
    String title = resident.name() + " (" + resident.mode() + ", " + resident.state() + ")";
    boolean runs = resident.isRunning();
    sheet
        .out
        .on(SvgOut.Layer.THINGS)
        .begin(resident.id(), "container", resident.name(), runs ? "" : "stopped", title)
        .rect("pill", x, y, width, PILL, PILL / 2)
        .textAround("on-pill", x + width / 2, y + 17, Fit.boldIn(resident.name(), width - 12))
        .end();
  }

  private void devices(Picture.Stack stack, Optional<Picture.Cable> own) {
    List<Picture.Device> wired = stack.devices().stream().filter(d -> !d.isLoopback()).toList();
    if (wired.isEmpty()) {
      out.text("quiet", x + PAD, y + 47, alone(stack));
    }
    boolean shared = stack.residents().size() > 1;
    boolean still = stack.residents().size() == 1 && stack.residents().get(0).isStill();
    int lines = shared || still ? 2 : Math.min(2, wired.size());
    if (shared && wired.size() == 1) {
      shared(stack.residents());
    } else if (still && wired.size() == 1) {
      out.on(SvgOut.Layer.THINGS).text("quiet", x + PAD, y + 57, state(stack));
    }
    int below = 0;
    for (int i = 0; i < wired.size(); i++) {
      Picture.Device device = wired.get(i);
      int base = lines == 1 ? y + 47 : y + 41 + Math.min(i, 1) * 16;
      boolean crowded = i == 1 && wired.size() > 2;
      if (i < 2) {
        line(device, base, crowded ? " +" + (wired.size() - 2) : "");
      }
      boolean left = own.filter(c -> c.otherEnd(device).isPresent()).isPresent();
      sheet.sockets.put(
          device.id(),
          left
              ? new Socket(x, y + ENTRY, Side.LEFT)
              : new Socket(x + 24 + 16 * below++, y + Sheet.BOX_HEIGHT, Side.BOTTOM));
    }
  }

  /** By which option those who came later share it, where it is one and has room; else how many. */
  private void shared(List<Picture.Resident> residents) {
    List<String> modes = residents.stream().skip(1).map(Picture.Resident::mode).distinct().toList();
    String option = "--network " + modes.get(0);
    String shown = Fit.mono(option) <= ROOM ? option : modes.get(0);
    boolean told = modes.size() == 1 && Fit.mono(shown) <= ROOM;
    String text = told ? shown : sheet.say("shared", residents.size());
    out.on(SvgOut.Layer.THINGS).text(told ? "mono strong" : "quiet", x + PAD, y + 57, text);
  }

  private static String state(Picture.Stack stack) {
    return "(" + stack.residents().get(0).state() + ")";
  }

  private String alone(Picture.Stack stack) {
    return switch (stack.kind()) {
      case STOPPED -> state(stack);
      case CONTAINER -> sheet.say("alone.container");
      default -> sheet.say("alone.namespace");
    };
  }

  private void line(Picture.Device device, int base, String more) {
    String address = device.address().orElse("");
    String rest = (address + (device.up() ? "" : " DOWN") + more).strip();
    String name = Fit.monoIn(device.name(), ROOM - Fit.mono(" " + rest));
    out.on(SvgOut.Layer.THINGS)
        .begin(device, "")
        .text("mono strong", x + PAD, base, name)
        .text("mono", x + PAD + Fit.mono(name + " "), base, rest)
        .end();
  }

  private void group() {
    String name = row.first().name() + " \u2026 " + row.last().name();
    int n = row.stacks().size();
    boolean stopped = row.first().kind() == Picture.Kind.STOPPED;
    boolean containers = row.first().kind() != Picture.Kind.NAMESPACE;
    String names = String.join(" ", row.stacks().stream().map(Picture.Stack::name).toList());
    out.on(SvgOut.Layer.THINGS)
        .begin(
            row.id(),
            "group",
            name,
            stopped ? "stopped" : "",
            names,
            "members",
            names,
            "of",
            containers ? "container" : "namespace");
    for (int depth = 2; depth >= 0; depth--) {
      out.rect("box", x + 4 * depth, y + 3 * depth, Sheet.BOX_WIDTH - 8, Sheet.BOX_HEIGHT - 6, 8);
    }
    String count = sheet.say(containers ? "containers" : "namespaces", n);
    String state = stopped ? " (" + row.first().residents().get(0).state() + ")" : "";
    out.text("strong", x + PAD, y + 22, Fit.boldIn(name, ROOM - 8))
        .text("", x + PAD, y + 44, count + state)
        .end();
    row.stacks().stream()
        .flatMap(s -> s.devices().stream())
        .forEach(d -> sheet.sockets.put(d.id(), new Socket(x, y + ENTRY, Side.LEFT)));
  }
}
