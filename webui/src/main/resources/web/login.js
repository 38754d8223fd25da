import { ask } from './api.js';
import { say, translate } from './words.js';

translate();

const at = (id) => document.getElementById(id);
const TOO_OFTEN = 429;

at('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  at('outcome').textContent = '';
  try {
    await ask('/api/v1/session', { method: 'POST', body: { password: at('password').value } });
    location.replace('/');
  } catch (refusal) {
    at('outcome').textContent = refusal.status === undefined ? say('serverGone')
      : refusal.status === TOO_OFTEN ? say('loginSlow') : say('loginWrong');
    at('password').select();
  }
});
