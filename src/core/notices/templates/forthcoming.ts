export const forthcoming = `{{ project }}: a security fix will be available {{ release_date }}
We will release a security fix for {{ project }} on {{ release_date }}.
{%- for elsewhere in release_date_elsewhere %}
- {{ elsewhere }}
{%- endfor %}

What to do now
Set aside time to upgrade at that date.{% if severity %} We rate the severity as {{ severity }}.{% endif %}
{% if lines.size > 0 %}
Fixes will be released for: {{ lines | join: ", " }}.
{% endif %}
Mitigation until then
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of. Please plan to upgrade without delay.{% endif %}

How to upgrade
{{ upgrade }}

CVE: pending; it will be named with the release.
We will say what the problem is when the fix is there, and not before: please do not ask for details until then.
Our security policy: {{ policy_url }}
`;
