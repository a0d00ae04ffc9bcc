-- SPDX-License-Identifier: Apache-2.0
-- Brings what one hub knows of some devices into the state that all hubs share, and tells what that
-- changes: state and event are one step, so that each change is told once, however many hubs see it.
--
-- KEYS: the set of the keys of all present devices, the order of writes, the stream, the life of the
--       database, the notes, then the hash of each device.
-- ARGV: what to do, this hub, its TTL in ms, the length of the stream, the life of the database that
--       the hub knows ("": any), then for each device its arguments:
--   write    id, times of status, address, last and first sighting in ms, view ("": no more),
--            evidence, the times and the view that were here before this key was lost ("": it was
--            not), sightings, reason of a departure, successor, 1 if the hub never wrote it since it
--            was started, 1 if the whole database was lost
--   restore  id, time of the last sighting in ms, times and view as they were before this key was
--            lost, 1 if the whole database was lost: nothing is told
--   renew    id, time of the last sighting in ms
--   check    id: of a device that this hub wrote, whether it still stands as it was written
--   lapse    id
--   heal     id that is in the set in place of its key, as earlier versions had it
-- Returns how many events it told, the ids that the hub has to write anew, those under whose key
-- there is something that is no hash, the server's time in ms, and ids, each followed by the times
-- of status and address that were taken in place of those that the hub gave. Where a key of the hubs
-- holds another type, or the database is not the one that the hub knows, it does nothing but say so.
--
-- A hub's field is: deadline, time of the status, time of the address (13 digits each, ms), the view
-- (rank and texts, separated by 31), 30, the evidence that only hubs read; without evidence it is
-- restored, and soon written anew. Of the details of a device, those after a line feed are readings:
-- their change is no event.

local ALL, ORDER, STREAM, LIFE = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local TYPES = { 'set', 'zset', 'stream', 'string', 'hash' }
local DEVICES, FIRST, FOREVER = #TYPES + 1, 6, 253402300799999
local RESTORING = 30000 -- for so long hubs put back what was deleted, in ms
local task, me, ttl, length = ARGV[1], 'hub:' .. ARGV[2], tonumber(ARGV[3]), ARGV[4]
local call, format, find, sub = redis.call, string.format, string.find, string.sub

-- Nothing may be half done: what would fail later is found out first.
for i, expected in ipairs(TYPES) do
  local found = call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= expected then
    return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' ' .. found .. ' ' .. expected)
  end
end
if ARGV[5] ~= '' and call('GET', LIFE) ~= ARGV[5] then
  return redis.error_reply('DATALOST the database is another one')
end

local texts = {}

-- Many devices state the same texts.
local function encode(text)
  local known = texts[text]
  if not known then
    known = find(text, '[%c"\\\127-\255]') and cjson.encode(text) or '"' .. text .. '"'
    texts[text] = known
  end
  return known
end

local clock = call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
-- What lapses does so while its hash is still there to tell of it.
local deadline = now + ttl - math.min(5000, ttl / 10)
local DEADLINE = format('%013d', deadline)
-- Each call has a place of its own in the order, also where the server's clock went back.
local last = call('ZREVRANGE', ORDER, 0, 0, 'WITHSCORES')[2]
local turn = last and math.max(now, tonumber(last) + 0.001) or now
local told = 0
local written, ended, again, refused, taken, present = {}, {}, {}, {}, {}, {}

local VIEW = '^(%d)' .. string.rep('\31([^\31]*)', 7)

-- Takes the details of a device apart: facts, and readings.
local function parted(details)
  local feed = find(details, '\n', 1, true)
  if not feed then return details, '' end
  local comma = sub(details, feed - 1, feed - 1) == ',' and 2 or 1
  return sub(details, 1, feed - comma), sub(details, feed + 1)
end

local function details_of(state)
  local comma = state.facts ~= '' and ',' or ''
  return state.facts .. (state.readings ~= '' and comma .. '\n' .. state.readings or '')
end

local function viewed(text, hub, status_at, ip_at)
  local rank, ip, name, kind, status, source, details = string.match(text, VIEW)
  local facts, readings = parted(details or '')
  return {
    hub = hub, rank = tonumber(rank), ip = ip, name = name, kind = kind, status = status,
    source = source, facts = facts, readings = readings, status_at = status_at, ip_at = ip_at
  }
end

local function field(value, hub)
  local view = viewed(
    sub(value, 40, (find(value, '\30', 40, true) or 0) - 1),
    hub, tonumber(sub(value, 14, 26)), tonumber(sub(value, 27, 39)))
  view.deadline = tonumber(sub(value, 1, 13))
  return view
end

local function by_word(a, b)
  if a.rank ~= b.rank then return a.rank > b.rank end
  return a.hub < b.hub
end

-- What several hubs say together; nil if none of them sees the device. The word of the hub with the
-- best evidence counts, then the order of their names: that never wavers. A state and an address
-- are newest where they changed last.
local function merged(views)
  if #views < 2 then return views[1] end
  table.sort(views, by_word)
  local first = views[1]
  local all = { kind = first.kind, source = first.source, name = '', status = '' }
  all.facts, all.readings = '', ''
  local status_rank, status_at, ip_at = 0, 0, -1
  for _, view in ipairs(views) do
    if all.name == '' then all.name = view.name end
    if all.facts == '' then all.facts = view.facts end
    if all.readings == '' then all.readings = view.readings end
    if view.status ~= '' and (view.rank > status_rank
        or view.rank == status_rank and view.status_at > status_at) then
      all.status, status_rank, status_at = view.status, view.rank, view.status_at
    end
    if view.rank == first.rank and view.ip_at > ip_at then
      all.ip, ip_at = view.ip, view.ip_at
    end
  end
  return all
end

-- The data of an event is one line: some read the stream with redis-cli.
local function line_of(state)
  local comma = state.facts ~= '' and state.readings ~= '' and ',' or ''
  return state.facts .. comma .. state.readings
end

local function members(id, state, first_seen, last_seen, presence)
  local details = line_of(state)
  return '"id":"' .. id .. '","ip":"' .. state.ip .. '","name":' .. encode(state.name)
    .. ',"kind":' .. encode(state.kind) .. ',"status":' .. encode(state.status)
    .. ',"source":"' .. state.source .. '","first_seen":' .. first_seen
    .. ',"last_seen":' .. last_seen .. ',"presence":' .. presence
    .. (details ~= '' and ',' .. details or '')
end

local function tell(event, json)
  call('XADD', STREAM, 'MAXLEN', '~', length, '*', 'event', event, 'data', json)
  call('PUBLISH', 'events:' .. event, json)
  told = told + 1
end

local function seconds(ms)
  local digits = type(ms) == 'string' and ms or format('%.0f', ms)
  return #digits > 3 and sub(digits, 1, -4) .. '.' .. sub(digits, -3) or format('%.3f', ms / 1000)
end

local NOW = seconds(now)

-- A time that a hub tells: by this server's clock, as far as the hub knows it.
local function past(ms)
  return math.max(0, math.min(now, tonumber(ms)))
end

-- The same in seconds: nearly all are digits already.
local function past_seconds(ms)
  local number = tonumber(ms)
  return seconds(number >= 1000 and number <= now and ms or past(ms))
end

local function same(a, b)
  return a.status == b.status and a.ip == b.ip and a.name == b.name and a.kind == b.kind
    and a.source == b.source and a.facts == b.facts
end

local function told_of(hash)
  local facts, readings = parted(hash.details or '')
  return {
    ip = hash.ip or '', name = hash.name or '', kind = hash.kind or '', status = hash.status or '',
    source = hash.source or '', facts = facts, readings = readings
  }
end

local function live(views)
  local seeing = {}
  for _, view in pairs(views) do
    if view.rank > 0 then seeing[#seeing + 1] = view end
  end
  return seeing
end

-- What is known of a device, what each hub says of it, the fields that cannot be read, and what was
-- told of it last (nil: that it is not there). That follows from the hubs' own fields: the others
-- may have been overwritten. All is nil if that is no hash.
local function read(key)
  local hash, flat, views, gone = {}, redis.pcall('HGETALL', key), {}, {}
  if flat.err then return nil end
  for i = 1, #flat, 2 do
    local name = flat[i]
    if sub(name, 1, 4) ~= 'hub:' then
      hash[name] = flat[i + 1]
    else
      local view = field(flat[i + 1], name)
      if view.rank and view.deadline and view.status_at and view.ip_at then
        views[name] = view
      else
        gone[#gone + 1] = name
      end
    end
  end
  local was = hash.presence == 'present' and (merged(live(views)) or told_of(hash)) or nil
  return hash, views, gone, was
end

-- The field "hubs" is what hubs keep of a device for themselves: the time of the last sighting as
-- they wrote it, until when the word of another program holds, and when the hash was put back after
-- it had been deleted (in ms).
local function hubs(hash)
  local last, till, restored = string.match(hash.hubs or '', '^(%S+) (%d+) (%d+)$')
  return last, tonumber(till) or 0, tonumber(restored) or 0
end

-- A program that is no hub may write the same hash, as KITTY's own does: until when its word holds,
-- in ms. What it wrote shows by its time of the last sighting, which is not the one of the hubs.
-- Also when the hash was put back.
local function others(key, hash)
  local last, till, restored = hubs(hash)
  if not next(hash) or last == hash.last_seen and last or not last and hash.presence then
    return till, restored
  end
  local left = call('PTTL', key)
  return left < 0 and FOREVER or now + left, restored
end

-- Keys are added to the set in one call at the end.
local function absent(key)
  present[key] = nil
  call('SREM', ALL, key)
end

local function refuse(key, id)
  refused[#refused + 1] = id
  absent(key) -- who reads all devices would stumble over it
end

-- Takes a device out, but leaves it to another program that stands by it.
local function drop(key, id, gone, theirs)
  call('SREM', ALL, id)
  if theirs <= now then
    call('DEL', key)
    absent(key)
    return
  end
  call('HDEL', key, 'presence', 'details', 'first_seen', 'departed_reason', 'departed_at', 'hubs',
    unpack(gone))
  if theirs < FOREVER then call('PEXPIRE', key, theirs - now) end
end

-- The event of a status; nil for none. A printer may be first seen idle, but what it finished, or
-- where it failed, before it told a status is no news.
local PRINTER = { IDLE = 'printer_idle', FINISHED = 'printer_finished', ERROR = 'printer_failed' }
local function printer_event(was, is)
  if was and was.status == is.status then return nil end
  if is.status ~= 'IDLE' and not (was and was.status ~= 'online') then return nil end
  return PRINTER[is.status]
end

-- Makes the hash of a device true to the views of the hubs, and tells what that changes.
-- @param was what was told last
-- @param gone the fields that end
-- @param step what is known of this step: my own field as it is to be, times, why it departs, and
--        the state that need not be told, where it was shown already
local function settle(id, key, hash, views, was, gone, step)
  local is = merged(live(views))
  local theirs, restored = others(key, hash)
  local first_seen = step.first_seen or NOW
  if hash.first_seen ~= first_seen and tonumber(hash.first_seen)
      and tonumber(hash.first_seen) <= tonumber(first_seen) then
    first_seen = hash.first_seen
  end
  local last_seen = step.last_seen or hash.last_seen or NOW
  if (tonumber(hash.last_seen) or 0) > (tonumber(last_seen) or 0) then last_seen = hash.last_seen end
  local state = is or was or step.view or told_of(hash)
  if not is or is.status == '' then state.status = 'online' end
  if was and was.status == '' then was.status = 'online' end

  local fields = step.fields or {}
  local function set(name, value)
    if hash[name] ~= value then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    end
  end
  if is or step.fields or next(views) then
    set('id', id)
    set('ip', state.ip)
    set('name', state.name)
    set('kind', state.kind)
    set('status', state.status)
    set('source', state.source)
    set('details', details_of(state))
    set('first_seen', first_seen)
    set('last_seen', last_seen)
    restored = step.restored or restored
    set('hubs', theirs == 0 and restored == 0 and last_seen .. ' 0 0'
      or format('%s %.0f %.0f', last_seen, theirs, restored))
    set('presence', is and 'present' or 'departed')
    if not is and was then
      set('departed_reason', step.reason or 'EXPIRED')
      set('departed_at', NOW)
    end
    if #gone > 0 then call('HDEL', key, unpack(gone)) end
    if #fields > 0 then call('HSET', key, unpack(fields)) end
    if step.fields and theirs < FOREVER then
      call('PEXPIRE', key, math.max(ttl, theirs - now))
    end
  else
    drop(key, id, gone, theirs)
  end
  written[#written + 1] = turn
  written[#written + 1] = id

  if is then
    present[key] = true
    if not was or not same(was, is) and not (step.shown and same(step.shown, is)) then
      local before = was
        and ',"before":{' .. members(id, was, first_seen, last_seen, '"present"') .. '}}' or '}'
      tell(was and 'device_changed' or 'device_appeared',
        '{' .. members(id, is, first_seen, last_seen, '"present"')
        .. ',"sightings":' .. (step.sightings or '[]') .. before)
      local event = printer_event(was, is)
      if event then
        local readings = is.readings ~= '' and event ~= 'printer_idle' and ',' .. is.readings or ''
        tell(event, '{"id":"' .. id .. '","ip":"' .. is.ip .. '","name":' .. encode(is.name)
          .. readings .. '}')
      end
    end
  else
    if theirs <= now then absent(key) end
    if was then
      local reason = encode(step.reason or 'EXPIRED')
      tell('device_departed', '{' .. members(id, state, first_seen, last_seen, '"departed"')
        .. ',"departed_reason":' .. reason .. ',"departed_at":' .. NOW
        .. ',"sightings":[],"reason":' .. reason .. ',"successor":'
        .. ((step.successor or '') ~= '' and encode(step.successor) or 'null') .. '}')
    end
  end
end

-- Takes the fields that hold no more from the views.
local function lapsed(views, gone)
  for hub, view in pairs(views) do
    if view.deadline < now then
      gone[#gone + 1] = hub
      views[hub] = nil
    end
  end
end

-- A field as it was before it was lost.
local function former(text)
  return viewed(sub(text, 27), me, tonumber(sub(text, 1, 13)), tonumber(sub(text, 14, 26)))
end

local function field_of(view, text, evidence)
  local times = format('%013d%013d', view.status_at, view.ip_at)
  return { me, DEADLINE .. times .. text .. '\30' .. evidence }
end

local function write(key, at)
  local id, text, evidence, base = ARGV[at], ARGV[at + 5], ARGV[at + 6], ARGV[at + 7]
  local hash, views, gone, was = read(key)
  if not hash then return refuse(key, id) end
  lapsed(views, gone)
  local mine = views[me]
  local step = {
    last_seen = past_seconds(ARGV[at + 3]), first_seen = past_seconds(ARGV[at + 4]),
    sightings = ARGV[at + 8], reason = ARGV[at + 9], successor = ARGV[at + 10]
  }
  if base ~= '' and not mine
      and (ARGV[at + 12] == '1' or not hash.presence and call('ZSCORE', ORDER, id))
      and not (hash.presence == 'departed' and hash.departed_at) then
    -- It was lost, and nobody told since that it left: what it would say if it were still there.
    views[me] = former(base)
    step.shown, was = was, merged(live(views))
    views[me] = nil
  end
  if text == '' and not hash.presence then return end
  if text == '' then
    if mine then gone[#gone + 1] = me end
    views[me] = nil
  else
    local view = viewed(text, me, past(ARGV[at + 1]), past(ARGV[at + 2]))
    if mine and mine.status == view.status then
      view.status_at = mine.status_at
    elseif mine and ARGV[at + 11] == '1' and mine.status_at > view.status_at then
      again[#again + 1] = id -- it remembers less than it once knew: it has to hear of it first
      return
    end
    views[me] = view
    step.view = view
    step.fields = field_of(view, text, evidence)
    if view.status_at ~= tonumber(ARGV[at + 1]) or view.ip_at ~= tonumber(ARGV[at + 2]) then
      taken[#taken + 1] = id
      taken[#taken + 1] = format('%013d%013d', view.status_at, view.ip_at)
    end
  end
  settle(id, key, hash, views, was, gone, step)
end

local function restore(key, at)
  local id, base = ARGV[at], ARGV[at + 2]
  local hash, views, gone = read(key)
  if not hash then return refuse(key, id) end
  -- My field may also have lapsed: what that changed was told then.
  local _, _, restored = hubs(hash)
  if not next(hash) and call('ZSCORE', ORDER, id) then restored = now end
  if views[me] or ARGV[at + 3] ~= '1' and now - restored > RESTORING then return end
  if hash.presence == 'departed' and hash.departed_at then return end
  views[me] = former(base)
  settle(id, key, hash, views, merged(live(views)), gone, {
    last_seen = past_seconds(ARGV[at + 1]), fields = field_of(views[me], sub(base, 27), ''),
    restored = restored
  })
end

local function renew(key, at)
  local id = ARGV[at]
  local hash, views, gone, was = read(key)
  if not hash then return refuse(key, id) end
  if not views[me] then
    again[#again + 1] = id
    return
  end
  local value = call('HGET', key, me)
  views[me].deadline = deadline
  lapsed(views, gone)
  settle(id, key, hash, views, was, gone, {
    fields = { me, DEADLINE .. sub(value, 14) },
    last_seen = past_seconds(ARGV[at + 1]), first_seen = hash.first_seen
  })
end

local function check(key, at)
  local id = ARGV[at]
  local found = redis.pcall('HMGET', key, 'presence', me)
  if found.err then return refuse(key, id) end
  if not found[1] or not found[2] then
    again[#again + 1] = id
    return
  end
  if found[1] == 'present' then present[key] = true end
  if not call('ZSCORE', ORDER, id) then
    written[#written + 1] = turn
    written[#written + 1] = id
  end
  local left = (tonumber(sub(found[2], 1, 13)) or 0) - now
  local stays = call('PTTL', key)
  if stays >= 0 and stays < left then call('PEXPIRE', key, left) end
end

local function lapse(key, at)
  local id = ARGV[at]
  local hash, views, gone, was = read(key)
  if not hash or next(hash) and not hash.presence then
    ended[#ended + 1] = id -- it is of another program
    return
  end
  local place = not next(hash) and call('ZSCORE', ORDER, id)
  if place and tonumber(place) + deadline > 2 * now then
    -- It was written so lately that its time is not over: somebody deleted it, and the hubs put it
    -- back; or it had been left to another program, and that it leaves was told then.
    absent(key)
    return
  end
  if place and call('SISMEMBER', ALL, key) + call('SISMEMBER', ALL, id) > 0 then
    was = told_of(hash) -- its hash ended before anybody could tell of it
  end
  lapsed(views, gone)
  if next(views) or was then
    settle(id, key, hash, views, was, gone, {})
  else
    drop(key, id, gone, others(key, hash))
  end
  if not next(views) then ended[#ended + 1] = id end
end

local function heal(key, at)
  local id = ARGV[at]
  local hash = read(key)
  call('SREM', ALL, id)
  if hash and (next(hash) and hash.presence ~= 'departed' or call('ZSCORE', ORDER, id)) then
    present[key] = true
  end
end

local tasks = {
  write = { write, 13 }, restore = { restore, 4 }, renew = { renew, 2 }, check = { check, 1 },
  lapse = { lapse, 1 }, heal = { heal, 1 }
}
local step, width = tasks[task][1], tasks[task][2]
for i = DEVICES, #KEYS do
  step(KEYS[i], FIRST + (i - DEVICES) * width)
end
local seen = {}
for key in pairs(present) do seen[#seen + 1] = key end
if #seen > 0 then call('SADD', ALL, unpack(seen)) end
if #written > 0 then call('ZADD', ORDER, unpack(written)) end
if #ended > 0 then call('ZREM', ORDER, unpack(ended)) end
return { told, again, refused, now, taken }
