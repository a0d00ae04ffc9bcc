// SPDX-License-Identifier: Apache-2.0
// A machine as the page shows it, derived once from the hub's JSON. All text in it is untrusted.
import { GROUPS, groupOf, subnetOf } from './groups.js';
import { kindOf, toneOf, typeWord } from './words.js';
import { workOf } from './work.js';
import { addressKey } from './address.js';

const RANKS = Object.keys(GROUPS);

/** Returns the machine of a device's JSON. */
export function machineOf(json) {
  const user = json.user ?? {};
  const present = json.presence !== 'departed';
  const kind = kindOf(json.kind);
  const made = modelOf(json);
  const sources = [...new Set(json.sightings.map((sighting) => sighting.source))].sort();
  const types = [...new Set(json.services.map((service) => typeWord(service.type)))];
  const group = groupOf(json);
  const work = present ? workOf(json.status) : '';
  const tags = user.tags ?? [];
  const title = user.name || json.name || json.hostname || made || json.ip || json.id;
  return {
    id: json.id,
    json,
    present,
    title,
    kind: json.kind,
    kindLabel: kind.label,
    kindRank: kind.rank,
    group,
    groupRank: RANKS.indexOf(group),
    icon: kind.icon === 'printer' && group === 'paper' ? 'paper' : kind.icon,
    made: title === made ? '' : made,
    room: user.room ?? '',
    tags,
    tagWords: tags.map((tag) => tag.toLowerCase()),
    ignored: user.ignored ?? false,
    status: present ? json.status : 'gone',
    tone: present ? toneOf(json.status) : 'off',
    work,
    job: present ? json.job : undefined,
    progress: present && work !== 'idle' ? json.job?.progress ?? null : null,
    address: json.ip,
    addressKey: addressKey(json.ip),
    subnet: subnetOf(json.ip),
    sources: sources.length ? sources : [json.source],
    types,
    warnings: json.warnings ?? [],
    seen: json.last_seen,
    first: json.first_seen,
    search: searchText(json, [title, made, kind.label, user.room, user.note, ...tags.map((tag) => `#${tag}`)]),
  };
}

/** Returns vendor and model, without repeating the vendor. */
function modelOf({ vendor = '', model = '' }) {
  return model.toLowerCase().startsWith(vendor.toLowerCase()) ? model || vendor : `${vendor} ${model}`.trim();
}

function searchText(json, more) {
  const { id, name, kind, status, addresses, serial, uuid, mac, hostname, model_code: code, job } = json;
  return [id, name, kind, status, ...addresses, serial, uuid, mac, hostname, code, job?.name, ...more]
    .filter(Boolean).join('\n').toLowerCase();
}
