"""A stand-in for Discord, which speaks HTTP and WebSocket with a bot in a separate process.

A test starts it, starts the bot against its port with `launcher`, and acts as people do:

    async with WireDiscord() as wire:
        # python -m tests.discord.launcher PORT run, with DISCORD_TOKEN=TOKEN
        await wire.ready()
        library = wire.world.library
        user = library.add_member("Sari", may=Permissions(manage_messages=True))
        sari = wire.person(user, library.general)

        opened = await sari.slash("article add")          # an Interaction
        await wire.form(opened)
        sent = await sari.submit(opened, title="Cats", text="Cats purr.")
        draft = await wire.shown(sent)                    # a message, once it is shown
        await sari.press(draft, "Publish")                # by label, emoji or custom id

**World** (`world`): `wire.world.guilds` are the servers, with roles, members, channels and threads;
permissions follow from them as on Discord. `Guild("Name")` has a new owner, the bot, and `general`,
a channel. `wire.join(guild)`, `wire.leave(guild)` and `wire.set_available(guild, False)` report it.

**People** (`people`): `wire.person(user, channel)`; without a channel in direct messages, with
`installed=True` after they brought the bot themselves, e.g. to a `payloads.group_channel`. They
`say`, `mention` and `delete`; use `slash`, `complete` (autocomplete) and `menu` (of a message);
`press` a button, `choose` from a menu, `submit` a form, and `touch` any custom id, which may be
forged. They may do only what Discord's client lets them, unless `replace(person, forging=True)`.
`person.messages` and `person.sees(message)` respect channels and ephemeral messages.

**What the bot does**: `wire.shown(interaction)`, `form`, `choices` and `followup` wait for it;
`wire.messages` are its messages in their present form, whose `mentions` are those that ping.
`wire.requests` is the transcript; `wire.request(to("POST", "/channels/*"))` waits for one.

**Time**: interactions expire by `wire.clock`, which stands still until a test moves it
(three seconds to the first response, 15 minutes for the rest); hand in `time.monotonic` for a
clock that runs.

**Limits** (`limits`, `commands`): what Discord refuses is refused with Discord's code.

**Shards**: `WireDiscord(shards=2)`; a server made with `guild_id=snowflake(1, 2)` is on shard 1.

**Faults of HTTP** (`faults`): requests that match meet a fault within the block, at most so many:

    with wire.fault(to("POST", "/interactions/*"), cut_after, times=1) as met: ...

`cut_before`, `cut_after`, `cut_within(at)` any byte of the answer, `slow(seconds)`, `late(event)`,
`fails(503)`, `refuses(403, 50001)`, `too_many(seconds, "global")`, `banned`, `garbled`, and
`Bucket(limit, seconds, clock)` (`ratelimits`). `wire.hold(wanted)` holds requests back.

**Faults of the gateway** (`disruptions`), of all shards or with `shard=` of one: `wire.gateway` has
`cut`, `cut_within(at)`, `cut_next_event(at)`, `close(code)`, `reconnect` (op 7), `invalidate` (op
9), `send_text` (malformed), and the blocks `muted`, `unacknowledging`, `refusing(status)` and
`rejecting(code)`; `heartbeat_interval` is of the next connections; `dispatch` sends any event.

**Outages**: `async with wire.outage()`, or `vanish` and `listen`: everything is gone, then back on
the same port. A process that died is simply started again.

**The wall clock** (`wallclock`): `WallClock(path)` with its `environment` for the launcher; `jump`.

**Discord's description** (`openapi`): where DISCORD_OPENAPI, or ../shared/discord/openapi.json, is
there, each request is checked by it; `wire.violations` has what it forbids.
"""
