/** Calls a method of the contract, `Service/Method`, as somebody who is signed in. @throws Error with the server's answer. */
export type SignedInCaller = (method: string, request: object) => Promise<unknown>;

/** Signs in as a browser does, by a cookie. */
export async function signedInCaller(
  serverUrl: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedInCaller> {
  let cookie = '';
  const call = async (method: string, request: object): Promise<unknown> => {
    const response = await fetch(new URL(`/wattlet.v1.${method}`, serverUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(request),
    });
    if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
    const [set] = response.headers.getSetCookie();
    cookie = set?.split(';', 1)[0] ?? cookie;
    return response.json();
  };
  await call('AccountService/SignIn', { email, password });
  return call;
}
