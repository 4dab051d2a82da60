/**
 * Chapter 9: the shell, POSIX's command language (XCU chapter 2) as bash 5.2 and BusyBox 1.37's ash
 * speak it. Read in the order in which a line travels: {@link passerelle.sim.shell.Lexer}, {@link
 * passerelle.sim.shell.Parser}, the tree of {@link passerelle.sim.shell.Command}s, {@link
 * passerelle.sim.shell.Expander}, {@link passerelle.sim.shell.Interpreter}.
 */
package passerelle.sim.shell;
