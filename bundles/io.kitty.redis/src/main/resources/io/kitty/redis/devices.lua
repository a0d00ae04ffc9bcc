-- SPDX-License-Identifier: Apache-2.0
-- Brings what one hub knows of some devices into the state that all hubs share, and tells what that
-- changes: state and event are one step, so that each change is told once, however many hubs see it.
--
-- KEYS: the set of the present devices, the order of writes, the stream, then the hash of each device.
-- ARGV: what to do, this hub, its TTL in ms, the length of the stream, then for each device its
--       arguments:
--   write    id, times of status, address, last and first sighting in ms, view ("": no more),
--            evidence, the view that was here before this database was lost ("": it was not), sightings,
--            reason of a departure, successor, 1 if the hub never wrote it since it was started
--   renew    id, time of the last sighting in ms
--   lapse    id
-- Returns how many events it told, the ids that the hub has to write anew, those under whose key
-- there is something that is no hash, and the server's time in ms.
--
-- A hub's field is: deadline, time of the status, time of the address (13 digits each, ms), the view
-- (rank and texts, separated by 31), 30, the evidence that only hubs read.

local ALL, ORDER, STREAM = KEYS[1], KEYS[2], KEYS[3]
local task, me, ttl, length = ARGV[1], 'hub:' .. ARGV[2], tonumber(ARGV[3]), ARGV[4]
local call, format, find, sub = redis.call, string.format, string.find, string.sub

local function encode(text)
  return find(text, '[%c"\\\127-\255]') and cjson.encode(text) or '"' .. text .. '"'
end

local clock = call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
-- What lapses does so while its hash is still there to tell of it.
local deadline = now + ttl - math.min(5000, ttl / 10)
-- Each call has a place of its own in the order, also where the server's clock went back.
local last = call('ZREVRANGE', ORDER, 0, 0, 'WITHSCORES')[2]
local turn = last and math.max(now, tonumber(last) + 0.001) or now
local told = 0
local written, ended = {}, {}

local VIEW = '^(%d)' .. string.rep('\31([^\31]*)', 7)

local function viewed(text, hub, status_at, ip_at)
  local rank, ip, name, kind, status, source, details = string.match(text, VIEW)
  return {
    hub = hub, rank = tonumber(rank), ip = ip, name = name, kind = kind, status = status,
    source = source, details = details, status_at = status_at, ip_at = ip_at
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
  local all = { kind = first.kind, source = first.source, name = '', status = '', details = '' }
  local status_rank, status_at, ip_at = 0, 0, -1
  for _, view in ipairs(views) do
    if all.name == '' then all.name = view.name end
    if all.details == '' then all.details = view.details end
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

local function members(id, state, first_seen, last_seen, presence)
  return '"id":"' .. id .. '","ip":"' .. state.ip .. '","name":' .. encode(state.name)
    .. ',"kind":' .. encode(state.kind) .. ',"status":' .. encode(state.status)
    .. ',"source":"' .. state.source .. '","first_seen":' .. first_seen
    .. ',"last_seen":' .. last_seen .. ',"presence":' .. presence
    .. (state.details ~= '' and ',' .. state.details or '')
end

local function tell(event, json)
  call('XADD', STREAM, 'MAXLEN', '~', length, '*', 'event', event, 'data', json)
  call('PUBLISH', 'events:' .. event, json)
  told = told + 1
end

local function seconds(ms)
  local digits = format('%.0f', ms)
  return #digits > 3 and sub(digits, 1, -4) .. '.' .. sub(digits, -3) or format('%.3f', ms / 1000)
end

-- A time that a hub tells: by this server's clock, as far as the hub knows it.
local function past(ms)
  return math.max(0, math.min(now, tonumber(ms)))
end

local function same(a, b)
  return a.status == b.status and a.ip == b.ip and a.name == b.name and a.kind == b.kind
    and a.source == b.source and a.details == b.details
end

-- What is known of a device, and what each hub says of it; nil if that is no hash.
local function read(key)
  local hash, flat, views = {}, redis.pcall('HGETALL', key), {}
  if flat.err then return nil end
  for i = 1, #flat, 2 do
    local name = flat[i]
    if sub(name, 1, 4) == 'hub:' then
      views[name] = field(flat[i + 1], name)
    else
      hash[name] = flat[i + 1]
    end
  end
  return hash, views
end

local function live(views)
  local seeing = {}
  for _, view in pairs(views) do
    if view.rank > 0 then seeing[#seeing + 1] = view end
  end
  return seeing
end

local function told_of(hash)
  return {
    ip = hash.ip or '', name = hash.name or '', kind = hash.kind or '', status = hash.status or '',
    source = hash.source or '', details = hash.details or ''
  }
end

-- Makes the hash of a device true to the views of the hubs, and tells what that changes.
-- @param gone the fields that end
-- @param step what is known of this step: my own field as it is to be, times, why it departs
local function settle(id, key, hash, views, gone, step)
  local was = hash.presence == 'present' and told_of(hash) or nil
  if step.lost then was = step.before end
  local is = merged(live(views))
  local keep = is or step.fields or next(views)
  local first_seen = tonumber(hash.first_seen) and hash.first_seen or step.first_seen or seconds(now)
  local last_seen = step.last_seen or hash.last_seen or seconds(now)
  if (tonumber(hash.last_seen) or 0) > tonumber(last_seen) then last_seen = hash.last_seen end
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
  if keep then
    set('id', id)
    set('ip', state.ip)
    set('name', state.name)
    set('kind', state.kind)
    set('status', state.status)
    set('source', state.source)
    set('details', state.details)
    set('first_seen', first_seen)
    set('last_seen', last_seen)
    set('presence', is and 'present' or 'departed')
    if not is and was then
      set('departed_reason', step.reason or 'EXPIRED')
      set('departed_at', seconds(now))
    end
    if #gone > 0 then call('HDEL', key, unpack(gone)) end
    if #fields > 0 then call('HSET', key, unpack(fields)) end
    if step.fields then call('PEXPIRE', key, ttl) end
  else
    call('DEL', key)
  end
  written[#written + 1] = turn
  written[#written + 1] = id

  if is then
    if not was or step.lost then call('SADD', ALL, id) end
    if not was or not same(was, is) then
      local json = '{' .. members(id, is, first_seen, last_seen, '"present"')
        .. ',"sightings":' .. (step.sightings or '[]')
      if was then
        json = json .. ',"before":{' .. members(id, was, first_seen, last_seen, '"present"') .. '}'
      end
      tell(was and 'device_changed' or 'device_appeared', json .. '}')
      if is.status == 'IDLE' and not (was and was.status == 'IDLE') then
        tell('printer_idle', '{"id":"' .. id .. '","ip":"' .. is.ip .. '","name":'
          .. encode(is.name) .. '}')
      end
    end
  else
    call('SREM', ALL, id)
    if was then
      local reason = encode(step.reason or 'EXPIRED')
      tell('device_departed', '{' .. members(id, state, first_seen, last_seen, '"departed"')
        .. ',"departed_reason":' .. reason .. ',"departed_at":' .. seconds(now)
        .. ',"sightings":[],"reason":' .. reason .. ',"successor":'
        .. ((step.successor or '') ~= '' and encode(step.successor) or 'null') .. '}')
    end
  end
end

-- The fields that hold no more, taken from the views.
local function lapsed(views)
  local gone = {}
  for hub, view in pairs(views) do
    if view.deadline < now then
      gone[#gone + 1] = hub
      views[hub] = nil
    end
  end
  return gone
end

local again, refused = {}, {}

local function write(key, at)
  local id, text, evidence, base = ARGV[at], ARGV[at + 5], ARGV[at + 6], ARGV[at + 7]
  local hash, views = read(key)
  if not hash then
    refused[#refused + 1] = id
    return
  end
  local gone = lapsed(views)
  local mine = views[me]
  local step = {
    last_seen = seconds(past(ARGV[at + 3])),
    first_seen = hash.first_seen or seconds(past(ARGV[at + 4])),
    sightings = ARGV[at + 8], reason = ARGV[at + 9], successor = ARGV[at + 10]
  }
  if base ~= '' and not mine then
    -- This database was lost: what it would say now if it were still there.
    views[me] = viewed(base, me, now, now)
    step.lost, step.before = true, merged(live(views))
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
    step.fields = {
      me, format('%013d%013d%013d', deadline, view.status_at, view.ip_at) .. text .. '\30' .. evidence
    }
  end
  settle(id, key, hash, views, gone, step)
end

local function renew(key, at)
  local id = ARGV[at]
  local hash, views = read(key)
  if not hash or not views[me] then
    again[#again + 1] = id
    return
  end
  local value = call('HGET', key, me)
  views[me].deadline = deadline
  local gone = lapsed(views)
  settle(id, key, hash, views, gone, {
    fields = { me, format('%013d', deadline) .. sub(value, 14) },
    last_seen = seconds(past(ARGV[at + 1]))
  })
end

local function lapse(key, at)
  local id = ARGV[at]
  local hash, views = read(key)
  if not hash or next(hash) and not hash.presence then
    call('ZREM', ORDER, id) -- it is of another program
    return
  end
  if not next(hash) and call('ZSCORE', ORDER, id) and call('SISMEMBER', ALL, id) == 1 then
    hash.presence = 'present' -- its hash ended before anybody could tell of it
  end
  local gone = lapsed(views)
  if next(views) or hash.presence == 'present' then
    settle(id, key, hash, views, gone, {})
  end
  if not next(views) then
    call('DEL', key)
    ended[#ended + 1] = id
    call('SREM', ALL, id)
  end
end

local tasks = { write = { write, 12 }, renew = { renew, 2 }, lapse = { lapse, 1 } }
local step, width = tasks[task][1], tasks[task][2]
for i = 4, #KEYS do
  step(KEYS[i], 5 + (i - 4) * width)
end
if #written > 0 then call('ZADD', ORDER, unpack(written)) end
if #ended > 0 then call('ZREM', ORDER, unpack(ended)) end
return { told, again, refused, now }
