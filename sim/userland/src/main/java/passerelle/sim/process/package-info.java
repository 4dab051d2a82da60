/**
 * Chapter 7: processes in virtual time: what runs in a place of the lab, and when. Twins in the
 * kernel: {@code struct task_struct} and {@code struct nsproxy}, wait queues ({@code
 * kernel/sched/wait.c}), pipes ({@code fs/pipe.c}), signals ({@code kernel/signal.c}). Everything
 * runs on the event loop, or on a coroutine that the event loop hands the baton to, so exactly one
 * thing runs at any moment.
 */
package passerelle.sim.process;
