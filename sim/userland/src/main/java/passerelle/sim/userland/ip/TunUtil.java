package passerelle.sim.userland.ip;

import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Devices whose wire is a program: {@code ip tuntap} makes them (ip/iplink_tun.c). */
final class TunUtil extends LinkUtil {
  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    throw ToolFailure.notModelled("ip", "devices of type tun");
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    LinkData.Tun tun = (LinkData.Tun) device.data();
    out.openObject("info_data");
    out.any("type", tun.mode(), "type %s ", tun.mode());
    out.json("pi", false);
    out.json("vnet_hdr", false);
    out.json("multi_queue", false);
    out.json("persist", true);
    out.text("pi off vnet_hdr off persist on ");
    tun.user().ifPresent(id -> owner(out, "user", id));
    tun.group().ifPresent(id -> owner(out, "group", id));
    out.closeObject();
  }

  private static void owner(Printer out, String kind, int id) {
    Object shown = id == 0 ? (Object) "root" : Integer.valueOf(id);
    out.any(kind, shown, "%s %s ", kind, shown);
  }
}
